using Scim.Api.Answers;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>A page of a list (RFC 7644 §3.4.2), or of a walk by cursor (RFC 9865 §2), which has no number but neighbours.</summary>
internal sealed class PageResult(ResourcePage page, SearchRequest search, PageLinks? links, ScimRequest request) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        var resources = await ResourceBody.WithGroupsAsync(page.Resources, request, httpContext.RequestServices, ct);
        httpContext.Response.ContentType = ScimMediaType.Answer;
        var answer = new JsonAnswer(httpContext.Response);
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("schemas");
        json.WriteStringValue(ScimUrns.ListResponse);
        json.WriteEndArray();
        json.WriteNumber("totalResults", page.Total);
        if (links is null)
        {
            json.WriteNumber("startIndex", Math.Max(1, search.StartIndex ?? 1));
        }

        json.WriteNumber("itemsPerPage", page.Resources.Length);
        if (links?.Next is { } next)
        {
            json.WriteString("nextCursor", next);
        }

        if (links?.Previous is { } previous)
        {
            json.WriteString("previousCursor", previous);
        }

        json.WriteStartArray("Resources");
        foreach (var resource in resources)
        {
            await ResourceBody.WriteAsync(answer, resource, request, httpContext.RequestServices, ct);
            await answer.BreatheAsync(ct);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await answer.CompleteAsync(ct);
    }
}
