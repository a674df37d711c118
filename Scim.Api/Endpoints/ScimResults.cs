using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>The answers: status, headers and body of RFC 7644.</summary>
internal static class ScimResults
{
    /// <summary>RFC 7644 §3.3: 201 with <c>Location</c>.</summary>
    public static IResult Created(StoredResource resource, ScimRequest request) =>
        new ResourceResult(StatusCodes.Status201Created, resource, request);

    /// <summary>RFC 7644 §3.4.1: 200, or 304 where the client has this version (§3.14).</summary>
    public static IResult Read(StoredResource resource, ScimRequest request) =>
        request.Preconditions.IsKnown(resource.ETag) ? new NotModifiedResult(resource, request) : Ok(resource, request);

    public static IResult Ok(StoredResource resource, ScimRequest request) => new ResourceResult(StatusCodes.Status200OK, resource, request);

    public static IResult Page(ResourcePage page, SearchRequest search, PageLinks? links, ScimRequest request) =>
        new PageResult(page, search, links, request);

    /// <summary>204, and the headers of the resource where it stays.</summary>
    public static IResult NoContent(StoredResource resource, ScimRequest request) => new NoContentResult(resource, request);

    public static IResult Gone() => TypedResults.NoContent();
}
