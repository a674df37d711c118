using System.Buffers;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Scim.Api.Answers;
using Scim.Api.Authentication;
using Scim.Api.Configuration;
using Scim.Api.Endpoints.Bulk;
using Scim.Core.Auditing;
using Scim.Core.Dialects;
using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>What an endpoint needs of a request, in SCIM's terms: media types, sizes, projection, preconditions and base URL are dealt with here.</summary>
internal sealed class ScimRequest
{
    private readonly HttpContext _http;
    private readonly ScimLimits _limits;

    private ScimRequest(HttpContext http)
    {
        var services = http.RequestServices;
        _http = http;
        _limits = services.GetRequiredService<ScimLimits>();
        var options = services.GetRequiredService<ScimOptions>();
        Types = http.GetEndpoint()?.Metadata.GetMetadata<ResourceKind>()?.Select(services.GetRequiredService<SchemaCatalog>()) ?? [];
        Identity = TokenIdentity.Of(http.User);
        var dialect = (Identity?.Dialect is { } own ? ClientDialect.Find(own) : null)
            ?? ClientDialect.Find(options.Dialect)
            ?? throw new InvalidOperationException($"There is no dialect {options.Dialect}.");
        Trail = http.Features.GetRequiredFeature<AuditTrail>();
        Bodies = new(dialect.Of(http.Request.Headers.UserAgent, http.Request.QueryString.Value), _limits, options);
        BaseUrl = PublicAddress.Of(options, http.Request);
        Projection = Types.IsEmpty ? Projection.Default : Projection.Parse(Query("attributes"), Query("excludedAttributes"), Types.AsSpan());
    }

    public AuditTrail Trail { get; }

    /// <summary>What the token says of its bearer; null where none is needed.</summary>
    public TokenIdentity? Identity { get; }

    /// <summary>Where the client sees the gateway, without a slash at its end: <c>https://scim.example.com/scim/v2</c>.</summary>
    public string BaseUrl { get; }

    /// <summary>Reads bodies in the client's dialect, which the audit entry names.</summary>
    public BodyReader Bodies
    {
        get;
        private set
        {
            field = value;
            Trail.Dialect = value.Dialect;
        }
    }

    public Projection Projection { get; private set; }

    /// <summary>On what version of the resource the client insists; a header without a value counts as absent.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>.</exception>
    public Preconditions Preconditions => Preconditions.Of(Header(HeaderNames.IfMatch), Header(HeaderNames.IfNoneMatch));

    /// <summary>The resource types that the endpoint is about; none where it is about the service provider.</summary>
    public ImmutableArray<ResourceType> Types { get; }

    public ResourceType Type => Types is [var one] ? one : throw new InvalidOperationException("The endpoint isn't about one resource type.");

    /// <summary>Whether <c>attributes</c> asks for something, rather than leaving something out.</summary>
    public bool AsksForAttributes => Query("attributes") is not null;

    /// <summary>Whether the answer shows a group's members.</summary>
    public bool AnswersMembers => Type.Members is { } members && Projection.Includes(members);

    /// <summary>The projection is read before anything is done, so that a bad one changes nothing.</summary>
    public static ValueTask<ScimRequest?> BindAsync(HttpContext http) => ValueTask.FromResult<ScimRequest?>(new(http));

    /// <summary>The parameters of a query (RFC 7644 §3.4.2); those that we don't know are passed over, as Entra puts flags there.</summary>
    public SearchRequest ReadSearch() => new(
        Query("filter") ?? (IsEmptyFilter ? "" : null),
        Integer("startIndex"),
        Integer("count"),
        Query("sortBy"),
        SearchRequest.IsDescending(Query("sortOrder")))
    {
        Cursor = _http.Request.Query["cursor"] is [var cursor, ..] ? cursor ?? "" : null,
        Attributes = Query("attributes"),
        ExcludedAttributes = Query("excludedAttributes"),
    };

    /// <summary>The parameters of a query by POST (RFC 7644 §3.4.3), which stand in the body and are audited as those of a GET.</summary>
    public async Task<SearchRequest> ReadSearchAsync(CancellationToken ct)
    {
        var search = SearchBody.Read(await ReadBodyAsync(ct));
        Trail.Request = RequestLine.WithSearch(Trail.Request, search);
        Projection = Projection.Parse(search.Attributes, search.ExcludedAttributes, Types.AsSpan());
        return search;
    }

    /// <summary>The body of a POST or PUT.</summary>
    public async Task<ReadResource> ReadResourceAsync(CancellationToken ct)
    {
        var body = await ReadBodyAsync(ct);
        var read = Bodies.ReadResource(_http.Request.Method, body, Type, Trail.Note);
        Projection = Projection.AfterWriting(WrittenAttributes.Of(read.Resource));
        return read;
    }

    /// <summary>The operations of a PATCH.</summary>
    public async Task<ImmutableArray<PatchOperation>> ReadPatchAsync(CancellationToken ct)
    {
        var body = await ReadBodyAsync(ct);
        Bodies = Bodies.OfPatch(body);
        var operations = Bodies.ReadPatch(body, Type, Trail.Note);
        Projection = Projection.AfterWriting(WrittenAttributes.Of(operations));
        return operations;
    }

    /// <summary>The operations of a bulk request (RFC 7644 §3.7).</summary>
    public async Task<BulkRequest> ReadBulkAsync(CancellationToken ct) =>
        BulkBody.Read(await ReadBodyAsync(ScimFaults.BulkTooLarge(_limits), ct), _limits);

    private Task<byte[]> ReadBodyAsync(CancellationToken ct) => ReadBodyAsync(ScimFaults.TooLarge(_limits), ct);

    private async Task<byte[]> ReadBodyAsync(ScimError tooLarge, CancellationToken ct)
    {
        ScimMediaType.Check(_http.Request);

        // The bound is ours alone: the server's own would reset the connection, and the client would never see the 413.
        if (_http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (_http.Request.ContentLength > _limits.BodyBytes)
        {
            throw new ScimException(tooLarge);
        }

        var reader = _http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length > _limits.BodyBytes)
            {
                throw new ScimException(tooLarge);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private string? Header(string name) => _http.Request.Headers[name].ToString() is { Length: > 0 } text ? text : null;

    // "filter=" is a filter with nothing in it (RFC 7644 §3.4.2.2); a bare "filter" is a flag that says nothing.
    private bool IsEmptyFilter => _http.Request.QueryString.Value!.Contains("filter=", StringComparison.OrdinalIgnoreCase)
        && _http.Request.Query.ContainsKey("filter");

    // A parameter without a value counts as absent; of one that comes twice, lists are joined and else the first counts.
    private string? Query(string name)
    {
        var values = _http.Request.Query[name];
        var value = name.EndsWith("ttributes", StringComparison.Ordinal) ? values.ToString() : values is [var first, ..] ? first : null;
        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    private int? Integer(string name) => Query(name) switch
    {
        null => null,
        var text when long.TryParse(text, out var number) => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        var text => throw new ScimException(ScimError.InvalidValue(name, $"'{text}'", "a whole number")),
    };
}
