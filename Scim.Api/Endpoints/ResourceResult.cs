using Scim.Api.Answers;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>One resource with its headers.</summary>
internal sealed class ResourceResult(int status, StoredResource resource, ScimRequest request) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        SetHeaders(httpContext.Response);

        // A resource that was made a moment ago, and not before under the id that it has, can't be a member of anything yet.
        var isNew = status == StatusCodes.Status201Created && resource.Version == 1;
        var shown = isNew ? resource : (await ResourceBody.WithGroupsAsync([resource], request, httpContext.RequestServices, ct))[0];
        var answer = new JsonAnswer(httpContext.Response);
        await ResourceBody.WriteAsync(answer, shown, request, httpContext.RequestServices, ct);
        await answer.CompleteAsync(ct);
    }

    public void SetHeaders(HttpResponse response)
    {
        response.StatusCode = status;
        response.ContentType = ScimMediaType.Answer;
        ResourceHeaders.Set(response, resource, request);
    }
}
