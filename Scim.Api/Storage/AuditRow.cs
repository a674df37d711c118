using System.Text.Json;
using Scim.Core.Auditing;

namespace Scim.Api.Storage;

/// <summary>A row of the table <c>audit</c>: the entry as JSON, and beside it what is searched by.</summary>
internal sealed class AuditRow
{
    public const string Insert =
        """
        insert into audit (id, time, minor, action, outcome, resource_id, resource_name, product_key, request_id, entry)
        values (@Id, @Time, @Minor, @Action, @Outcome, @ResourceId, @ResourceName, @ProductKey, @RequestId, @Entry)
        """;

    public string Id { get; init; } = "";

    public long Time { get; init; }

    public int Minor { get; init; }

    public string Action { get; init; } = "";

    public int Outcome { get; init; }

    public string? ResourceId { get; init; }

    public string? ResourceName { get; init; }

    public string? ProductKey { get; init; }

    public string RequestId { get; init; } = "";

    public string Entry { get; init; } = "";

    /// <param name="entry">What happened.</param>
    /// <param name="values">Whether the values of attributes are kept.</param>
    public static AuditRow Of(AuditEntry entry, bool values) => new()
    {
        Id = entry.Id,
        Time = Instants.Write(entry.Time),
        Minor = IsMinor(entry) ? 1 : 0,
        Action = entry.Action,
        Outcome = (int)entry.Outcome,
        ResourceId = entry.Resource?.Id is { } id ? IndexKey.Of(id) : null,
        ResourceName = entry.Resource?.Name is { } name ? ResourceRow.NameKeyOf(name) : null,
        ProductKey = entry.Resource?.ProductKey is { } key ? IndexKey.Of(key) : null,
        RequestId = IndexKey.Of(entry.RequestId),
        Entry = JsonSerializer.Serialize(values ? entry : entry.WithoutValues(), StoreJson.Plain.AuditEntry),
    };

    /// <summary>Whether an entry tells of a successful read: the bulk of the log, and the part that is missed least.</summary>
    public static bool IsMinor(AuditEntry entry) => entry is
    {
        Outcome: not AuditOutcome.Failure,
        Action: AuditAction.UserRead or AuditAction.UserSearch or AuditAction.GroupRead or AuditAction.GroupSearch or AuditAction.DiscoveryRead,
    };

    public AuditEntry Read() => JsonSerializer.Deserialize(Entry, StoreJson.Plain.AuditEntry)!;
}
