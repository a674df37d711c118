using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>The answers: status, headers and body of RFC 7644.</summary>
internal static class ScimResults
{
    /// <summary>RFC 7644 §3.3: 201 with <c>Location</c>.</summary>
    public static IResult Created(StoredResource resource, ScimRequest request) =>
        new ResourceResult(StatusCodes.Status201Created, resource, request);

    public static IResult Ok(StoredResource resource, ScimRequest request) => new ResourceResult(StatusCodes.Status200OK, resource, request);

    public static IResult Page(ResourcePage page, SearchRequest search, PageLinks? links, ScimRequest request) =>
        new PageResult(page, search, links, request);

    public static IResult NoContent(StoredResource? resource = null) => new NoContentResult(resource);

    /// <exception cref="ScimException">Always; an answer for endpoints that exist to say no.</exception>
    public static IResult Refused(ScimError error) => throw new ScimException(error);
}
