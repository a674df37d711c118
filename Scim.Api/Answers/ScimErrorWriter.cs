using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Scim.Core.Protocol;

namespace Scim.Api.Answers;

/// <summary>Answers with an error as RFC 7644 §3.12 has it.</summary>
internal static class ScimErrorWriter
{
    // A detail may quote what the client sent; of a name of a megabyte the beginning will do, in the answer and in the audit log.
    private const int LongestDetail = 2000;

    public static async Task WriteAsync(HttpContext http, ScimError error)
    {
        error = Bounded(error);
        http.Features.Set(error);
        var response = http.Response;
        response.StatusCode = error.Status;
        response.ContentType = ScimMediaType.Answer;
        response.Headers.Remove(HeaderNames.ETag);
        response.Headers.Remove(HeaderNames.Location);
        response.Headers.Remove(HeaderNames.ContentLocation);
        if (error.Status == StatusCodes.Status429TooManyRequests)
        {
            // RFC 6585 §4: never kept by a cache.
            response.Headers.CacheControl = "no-store";
        }

        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // The rest of the body is never read, so this connection serves no other request: the client must not send one on it.
            response.Headers.Connection = "close";
        }

        var body = new JsonAnswer(response);
        Write(body.Json, error);
        await body.CompleteAsync(CancellationToken.None);
    }

    /// <summary>The error with as much of its detail as is answered and kept.</summary>
    public static ScimError Bounded(ScimError error) =>
        error.Detail.Length > LongestDetail ? error with { Detail = Beginning(error.Detail) } : error;

    private static string Beginning(string detail) =>
        $"{detail[..(char.IsHighSurrogate(detail[LongestDetail - 1]) ? LongestDetail - 1 : LongestDetail)]}…";

    public static void Write(Utf8JsonWriter json, ScimError error)
    {
        json.WriteStartObject();
        json.WriteStartArray("schemas");
        json.WriteStringValue(ScimUrns.Error);
        json.WriteEndArray();
        json.WriteString("status", error.Status.ToString(CultureInfo.InvariantCulture));
        if (error.ScimType is not null)
        {
            json.WriteString("scimType", error.ScimType);
        }

        json.WriteString("detail", error.Detail);
        json.WriteEndObject();
    }
}
