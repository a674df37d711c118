namespace Scim.Api.Endpoints;

/// <summary>Everything under <c>/scim/v2</c>.</summary>
internal static class ScimEndpoints
{
    public static void MapScim(this IEndpointRouteBuilder app)
    {
        var scim = app.MapGroup(ScimPath.Base);
        scim.MapUsers();
        scim.MapGroups();
        scim.MapBulk();
        scim.MapSearches();
        scim.MapDiscovery();
        scim.MapMe();
    }
}
