using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>204, with the headers of the resource, which stays (RFC 7644 §3.14).</summary>
internal sealed class NoContentResult(StoredResource resource, ScimRequest request) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        ResourceHeaders.Set(httpContext.Response, resource, request);
        return Task.CompletedTask;
    }
}
