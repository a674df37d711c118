using Scim.Api.Answers;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>One resource with its headers.</summary>
internal sealed class ResourceResult(int status, StoredResource resource, ScimRequest request) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ScimMediaType.Answer;
        response.Headers.ETag = ETagOf(resource);
        if (status == StatusCodes.Status201Created)
        {
            response.Headers.Location = $"{request.BaseUrl}{resource.Resource.Type.Endpoint}/{resource.Id}";
        }

        // A resource that was made a moment ago, and not before under the id that it has, can't be a member of anything yet.
        var isNew = status == StatusCodes.Status201Created && resource.Version == 1;
        var shown = isNew ? resource : (await ResourceBody.WithGroupsAsync([resource], request, httpContext.RequestServices, ct))[0];
        var answer = new JsonAnswer(response);
        await ResourceBody.WriteAsync(answer, shown, request, httpContext.RequestServices, ct);
        await answer.CompleteAsync(ct);
    }

    /// <summary>Weak, as the same version may be written in several ways (RFC 7644 §3.14).</summary>
    public static string ETagOf(StoredResource resource) => $"W/\"{resource.Version}\"";
}
