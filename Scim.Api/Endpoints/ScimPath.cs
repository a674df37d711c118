using System.Text;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>
/// Brings the path of a SCIM request into its one form before routing: no doubled slashes (administrators paste tenant URLs with and
/// without one at the end), and <c>/scim/Users</c> is <c>/scim/v2/Users</c> (RFC 7644 §3.13: the version is optional). Another version is
/// refused.
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
            if (OtherVersion(rest.Value!) is { } version)
            {
                throw new ScimException(new(
                    StatusCodes.Status400BadRequest, ScimType.InvalidVers, $"There is no SCIM {version} here: expected {Base}, or {Root} without a version."));
            }

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

    /// <summary>The version segment that isn't ours, such as <c>v1</c> or <c>v2.1</c>, or null.</summary>
    private static string? OtherVersion(string rest)
    {
        var end = rest.IndexOf('/', Math.Min(1, rest.Length));
        var segment = end < 0 ? rest : rest[..end];
        return segment is ['/', 'v' or 'V', .. [>= '0' and <= '9', ..] number] && number != "2" && number.All(c => char.IsAsciiDigit(c) || c == '.')
            ? segment[1..]
            : null;
    }

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
