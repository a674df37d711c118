using System.Globalization;
using Scim.Core.Auditing;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>A request's first line as the audit log keeps it.</summary>
internal static class RequestLine
{
    // A filter may be long; what matters of it stands in its beginning.
    private const int Longest = 2000;

    // RFC 7644 §3.4.2; whatever else stands in a query isn't ours to keep: somebody may have put a token there (RFC 6750 §2.3).
    private static readonly string[] Shown = ["filter", "startIndex", "count", "sortBy", "sortOrder", "attributes", "excludedAttributes"];

    public static AuditRequest Of(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).ToUriComponent();
        if (request.QueryString.HasValue)
        {
            path += "?" + string.Join('&', request.QueryString.Value![1..].Split('&').Select(Parameter));
        }

        return new(Cut(request.Method), Cut(path));
    }

    /// <summary>An operation inside of a bulk request.</summary>
    public static AuditRequest Inside(AuditRequest outer, string? method, string? path)
    {
        var inner = new PathString("/" + (path ?? "").Split('?')[0].TrimStart('/')).ToUriComponent();
        return outer with { Path = Cut($"{outer.Path} → {method} {inner}") };
    }

    /// <summary>A request whose body holds a query (RFC 7644 §3.4.3), with the parameters where a GET has them.</summary>
    public static AuditRequest? WithSearch(AuditRequest? request, SearchRequest search)
    {
        (string Name, string? Value)[] parameters =
        [
            ("filter", search.Filter),
            ("startIndex", search.StartIndex?.ToString(CultureInfo.InvariantCulture)),
            ("count", search.Count?.ToString(CultureInfo.InvariantCulture)),
            ("sortBy", search.SortBy),
            ("sortOrder", search.Descending ? "descending" : null),
            ("attributes", search.Attributes),
            ("excludedAttributes", search.ExcludedAttributes),
        ];
        var query = string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(Cut(p.Value!))}"));
        return request is null || query.Length == 0 ? request : request with { Path = Cut($"{request.Path.Split('?')[0]}?{query}") };
    }

    private static string Parameter(string text)
    {
        var name = text.Split('=')[0];
        return text.Length == name.Length || Shown.Contains(name, StringComparer.OrdinalIgnoreCase) ? text : name + "=…";
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
