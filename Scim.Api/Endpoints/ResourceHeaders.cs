using Microsoft.Net.Http.Headers;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>What every answer about one resource says in its headers.</summary>
internal static class ResourceHeaders
{
    public static void Set(HttpResponse response, StoredResource resource, ScimRequest request)
    {
        // RFC 7644 §3.14: weak, as the same version may be written in several ways.
        response.Headers.ETag = resource.ETag;

        // RFC 7643 §3.1 names Content-Location and the examples of RFC 7644 send Location: both are meta.location.
        var location = LocationOf(resource, request.BaseUrl);
        response.Headers.Location = location;
        response.Headers[HeaderNames.ContentLocation] = location;
    }

    public static string LocationOf(StoredResource resource, string baseUrl) => $"{baseUrl}{resource.Resource.Type.Endpoint}/{resource.Id}";
}
