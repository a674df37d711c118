using System.Collections.Immutable;
using System.Text.Json;
using Scim.Api.Answers;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>A discovery answer.</summary>
internal sealed class DiscoveryResult(Action<Utf8JsonWriter> write) : IResult
{
    /// <summary>All there is of something, always as a ListResponse.</summary>
    public static DiscoveryResult List<T>(ImmutableArray<T> items, Action<Utf8JsonWriter, T> write) => new(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("schemas");
        json.WriteStringValue(ScimUrns.ListResponse);
        json.WriteEndArray();
        json.WriteNumber("totalResults", items.Length);
        json.WriteNumber("startIndex", 1);
        json.WriteNumber("itemsPerPage", items.Length);
        json.WriteStartArray("Resources");
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = ScimMediaType.Answer;
        var answer = new JsonAnswer(httpContext.Response);
        write(answer.Json);
        await answer.CompleteAsync(httpContext.RequestAborted);
    }
}
