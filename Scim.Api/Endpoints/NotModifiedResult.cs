using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>304: the client has this version. The headers are those of the 200, but for what describes a body (RFC 9110 §15.4.5).</summary>
internal sealed class NotModifiedResult(StoredResource resource, ScimRequest request) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        ResourceHeaders.Set(httpContext.Response, resource, request);
        return Task.CompletedTask;
    }
}
