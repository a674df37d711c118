using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>RFC 7644 §3.11: the user that the token is about, as under its own address, which the answer's Location tells.</summary>
internal static class MeEndpoint
{
    public static void MapMe(this RouteGroupBuilder scim)
    {
        var me = scim.MapGroup("/Me").WithTags("Me").For(catalog => catalog.User);
        me.MapPost("", Create).RequireScope(TokenScope.Provision).Audits(AuditAction.UserCreate);
        me.MapRead("", Get).RequireScope(TokenScope.Read).Audits(AuditAction.UserRead);
        me.MapPut("", Replace).RequireScope(TokenScope.Provision).Audits(AuditAction.UserUpdate);
        me.MapPatch("", Patch).RequireScope(TokenScope.Provision).Audits(AuditAction.UserUpdate);
        me.MapDelete("", Delete).RequireScope(TokenScope.Provision).Audits(AuditAction.UserDelete);
    }

    // Registering oneself is nothing that an identity provider's gateway could offer.
    private static IResult Create() => throw new ScimException(new(
        StatusCodes.Status501NotImplemented, null, "Nobody makes a user of their own here: expected a POST to /Users."));

    private static async Task<IResult> Get(ScimRequest request, TokenBearer bearer, UserProvisioner users, CancellationToken ct) =>
        await UserEndpoints.Get(await bearer.FindIdAsync(request, ct), request, users, ct);

    private static async Task<IResult> Replace(ScimRequest request, TokenBearer bearer, UserProvisioner users, CancellationToken ct) =>
        await UserEndpoints.Replace(await bearer.FindIdAsync(request, ct), request, users, ct);

    private static async Task<IResult> Patch(ScimRequest request, TokenBearer bearer, UserProvisioner users, CancellationToken ct) =>
        await UserEndpoints.Patch(await bearer.FindIdAsync(request, ct), request, users, ct);

    private static async Task<IResult> Delete(ScimRequest request, TokenBearer bearer, UserProvisioner users, CancellationToken ct) =>
        await UserEndpoints.Delete(await bearer.FindIdAsync(request, ct), request, users, ct);
}
