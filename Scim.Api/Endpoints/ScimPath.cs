using System.Text;

namespace Scim.Api.Endpoints;

/// <summary>
/// Brings the path of a SCIM request into its one form before routing: no doubled slashes (administrators paste tenant URLs with and
/// without one at the end), and <c>/scim/Users</c> is <c>/scim/v2/Users</c> (RFC 7644 §3.13: the version is optional).
/// </summary>
internal sealed class ScimPath(RequestDelegate next)
{
    public const string Root = "/scim";
    public const string Base = "/scim/v2";

    public Task InvokeAsync(HttpContext http)
    {
        var path = Collapse(http.Request.Path.Value ?? "");
        if (new PathString(path).StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            // Values, as what is decoded once must not be decoded again: the id "%41" isn't "A".
            http.Request.Path = new PathString(rest.StartsWithSegments("/v2", StringComparison.OrdinalIgnoreCase, out var below)
                ? Base + below.Value
                : Base + rest.Value);
        }

        return next(http);
    }

    /// <summary>Whether the request is for SCIM, in whatever form its path came.</summary>
    public static bool IsScim(HttpContext http) =>
        new PathString(Collapse(http.Request.Path.Value ?? "")).StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    private static string Collapse(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal))
        {
            return path;
        }

        var single = new StringBuilder(path.Length);
        foreach (var character in path)
        {
            if (character != '/' || single.Length == 0 || single[^1] != '/')
            {
                single.Append(character);
            }
        }

        return single.ToString();
    }
}
