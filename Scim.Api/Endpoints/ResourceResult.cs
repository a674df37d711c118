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
        var answer = new JsonAnswer(httpContext.Response);
        await ResourceBody.WriteAsync(answer, resource, request, httpContext.RequestServices, ct);
        await answer.CompleteAsync(ct);
    }

    public void SetHeaders(HttpResponse response)
    {
        response.StatusCode = status;
        response.ContentType = ScimMediaType.Answer;
        ResourceHeaders.Set(response, resource, request);
    }
}
