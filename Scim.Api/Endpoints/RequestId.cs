namespace Scim.Api.Endpoints;

/// <summary>The id that ties together a client's log, ours and the audit entry.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";

    private const int Longest = 128;

    /// <summary>The client's own (<c>client-request-id</c>, or the trace id of a W3C <c>traceparent</c>), or a new one.</summary>
    public static string Of(HttpRequest request, TimeProvider time)
    {
        var own = request.Headers["client-request-id"].ToString().Trim();
        if (own.Length is > 0 and <= Longest && own.All(IsHarmless))
        {
            return own;
        }

        // traceparent: version "-" trace-id "-" parent-id "-" flags
        var trace = request.Headers.TraceParent.ToString().Split('-');
        return trace is [{ Length: 2 }, { Length: 32 } id, ..] && id.All(char.IsAsciiHexDigit)
            ? id
            : Guid.CreateVersion7(time.GetUtcNow()).ToString();
    }

    // It comes back in a header and stands in logs.
    private static bool IsHarmless(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '{' or '}';
}
