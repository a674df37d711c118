using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>A request as the product reads it.</summary>
public sealed class SandboxRequest
{
    private readonly ILookup<string, string> _query;

    internal SandboxRequest(HttpRequestMessage message, string target, string body)
    {
        Method = message.Method.Method;
        Target = target;
        var (path, query) = target.Split('?', 2) switch { [var p, var q] => (p, q), var parts => (parts[0], "") };
        Path = Uri.UnescapeDataString(path);
        // A form's rules: "+" is a space, and parameter names keep their case.
        _query = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToLookup(pair => WebUtility.UrlDecode(pair[0]), pair => pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "");
        Body = body;
        ContentType = message.Content?.Headers.ContentType?.MediaType;
        Authorization = message.Headers.Authorization?.ToString();
        Accept = message.Headers.Accept.ToString();
        XsrfToken = message.Headers.NonValidated.TryGetValues("X-Atlassian-Token", out var token) ? token.ToString() : null;
    }

    public string Method { get; }

    /// <summary>Path and query as sent, behind the context path.</summary>
    public string Target { get; }

    /// <summary>The path, decoded.</summary>
    public string Path { get; }

    public string Body { get; }

    public string? ContentType { get; }

    public string? Authorization { get; }

    public string Accept { get; }

    /// <summary>The header X-Atlassian-Token: <c>no-check</c> says that no browser was tricked into this request.</summary>
    public string? XsrfToken { get; }

    /// <summary>The parts of the path that the route leaves open.</summary>
    public IReadOnlyDictionary<string, string> Route { get; internal set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The first value of a query parameter, or null.</summary>
    public string? Query(string name) => _query[name].FirstOrDefault();

    /// <summary>All values of a query parameter.</summary>
    public IEnumerable<string> QueryAll(string name) => _query[name];

    /// <summary>A number from the query; what isn't one counts as missing.</summary>
    public int Number(string name, int otherwise) => int.TryParse(Query(name), out var number) ? number : otherwise;

    /// <summary>A flag from the query.</summary>
    public bool Flag(string name, bool otherwise) => bool.TryParse(Query(name), out var flag) ? flag : otherwise;

    /// <summary>Whether the body is called JSON; without a body, whether it would be.</summary>
    public bool IsJson => ContentType == "application/json";

    /// <summary>The body as a JSON object, or null.</summary>
    public JsonObject? Json()
    {
        try
        {
            return JsonNode.Parse(Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
