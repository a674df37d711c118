using Scim.Api.Authentication;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>What RFC 7644 leaves to a service provider and this one doesn't have; none of it is advertised.</summary>
internal static class UnsupportedEndpoints
{
    public static void MapUnsupported(this RouteGroupBuilder scim)
    {
        // RFC 7644 §3.11: a token belongs to a client, not to a person with a resource.
        scim.Map("/Me", () => Refused("/Me has no meaning here: a bearer token belongs to a client, not to a person."))
            .RequireScope(TokenScope.Read).ExcludeFromDescription();

        // RFC 7644 §3.7
        scim.Map("/Bulk", () => Refused("Bulk operations aren't supported: expected one request for each resource."))
            .RequireScope(TokenScope.Read).ExcludeFromDescription();
    }

    private static IResult Refused(string detail) => ScimResults.Refused(new(StatusCodes.Status501NotImplemented, null, detail));
}
