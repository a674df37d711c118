using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>204, with the ETag where a resource stays (RFC 7644 §3.14).</summary>
internal sealed class NoContentResult(StoredResource? resource) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        if (resource is not null)
        {
            httpContext.Response.Headers.ETag = ResourceResult.ETagOf(resource);
        }

        return Task.CompletedTask;
    }
}
