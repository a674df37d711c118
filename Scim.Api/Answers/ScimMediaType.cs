using Microsoft.Net.Http.Headers;
using Scim.Core.Protocol;

namespace Scim.Api.Answers;

/// <summary>The media types of RFC 7644 §3.1: answers are <c>application/scim+json</c> whatever the client accepts.</summary>
internal static class ScimMediaType
{
    public const string Answer = "application/scim+json; charset=utf-8";

    private const string Scim = "application/scim+json";
    private const string Json = "application/json";

    /// <exception cref="ScimException">415: the body is something else, in another character set, or compressed.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is [{ Length: > 0 } encoding, ..] && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"The body is encoded as '{encoding}': expected it as it is.");
        }

        // Without a Content-Type the body decides (RFC 9110 §8.3); the reader says what it is if it isn't JSON.
        if (string.IsNullOrEmpty(request.ContentType))
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(type.MediaType.Equals(Scim, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)))
        {
            throw Refused($"The body's media type is '{request.ContentType}': expected {Scim} or {Json}.");
        }

        var charset = type.Charset.ToString().Trim('"');
        if (charset.Length > 0 && !string.Equals(charset, "utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused($"The body's character set is '{charset}': expected utf-8.");
        }
    }

    private static ScimException Refused(string detail) => new(new(StatusCodes.Status415UnsupportedMediaType, null, detail));
}
