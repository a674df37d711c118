using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Scim.Core.Auditing;

/// <summary>One line of the audit log: what was asked, what was done, what the product was told. JSON names as in the documentation, camelCase.</summary>
/// <param name="Id">UUID version 7, so that ids sort by time.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
/// <param name="Notes">What the dialect changed and what was ignored, a sentence each.</param>
/// <param name="Milliseconds">From the request's first byte to this entry.</param>
public sealed record AuditEntry(
    string Id,
    DateTimeOffset Time,
    string RequestId,
    Actor Actor,
    string Action,
    AuditResource? Resource,
    AuditOutcome Outcome,
    int Status,
    string? ScimType,
    string? Detail,
    ImmutableArray<AttributeChange> Changes,
    ImmutableArray<ProductCall> Product,
    ImmutableArray<string> Notes,
    [property: JsonPropertyName("ms")] double Milliseconds)
{
    /// <summary>The request that asked for it; null for what commands and the gateway itself do.</summary>
    public AuditRequest? Request { get; init; }

    /// <summary>The client dialect in which the request was read; null where none was.</summary>
    public string? Dialect { get; init; }

    /// <summary>The entry without personal values: which attributes changed stays, what they were and are doesn't; nor do the queries of the request and of product calls.</summary>
    public AuditEntry WithoutValues() => this with
    {
        Changes = [.. Changes.Select(change => change with { Before = null, After = null })],
        Request = Request is { } request ? request with { Path = request.Path.Split('?')[0] } : null,
        Product = [.. Product.Select(call => call with { Path = call.Path.Split('?')[0] })],
    };
}
