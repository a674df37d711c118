using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>RFC 7644 §3 for users.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder scim)
    {
        var users = scim.MapGroup("/Users").WithTags("Users").For(catalog => catalog.User);
        users.MapPost("", Create).RequireScope(TokenScope.Provision).Audits(AuditAction.UserCreate);
        users.MapRead("/{id}", Get).RequireScope(TokenScope.Read).Audits(AuditAction.UserRead);
        users.MapRead("", Find).RequireScope(TokenScope.Read).Audits(AuditAction.UserSearch);
        users.MapPut("/{id}", Replace).RequireScope(TokenScope.Provision).Audits(AuditAction.UserUpdate);
        users.MapPatch("/{id}", Patch).RequireScope(TokenScope.Provision).Audits(AuditAction.UserUpdate);
        users.MapDelete("/{id}", Delete).RequireScope(TokenScope.Provision).Audits(AuditAction.UserDelete);
    }

    // RFC 7644 §3.3
    private static async Task<IResult> Create(ScimRequest request, UserProvisioner users, CancellationToken ct)
    {
        var body = await request.ReadResourceAsync(ct);
        var user = await users.CreateAsync(body, request.Trail, ct);
        return ScimResults.Created(user, request);
    }

    // RFC 7644 §3.4.1
    public static async Task<IResult> Get(string id, ScimRequest request, UserProvisioner users, CancellationToken ct)
    {
        var user = await users.GetAsync(id, request.Trail, ct);
        return ScimResults.Read(user, request);
    }

    // RFC 7644 §3.4.2
    private static Task<IResult> Find(ScimRequest request, UserProvisioner users, Search search, CancellationToken ct) =>
        search.AnswerAsync(request.ReadSearch(), request, asked => users.SearchAsync(asked, request.Trail, ct), ct);

    // RFC 7644 §3.5.1
    public static async Task<IResult> Replace(string id, ScimRequest request, UserProvisioner users, CancellationToken ct)
    {
        var body = await request.ReadResourceAsync(ct);
        var user = await users.ReplaceAsync(id, body, request.Preconditions, request.Trail, ct);
        return ScimResults.Ok(user, request);
    }

    // RFC 7644 §3.5.2: 200 with the resource, which every client understands.
    public static async Task<IResult> Patch(string id, ScimRequest request, UserProvisioner users, CancellationToken ct)
    {
        var operations = await request.ReadPatchAsync(ct);
        var user = await users.PatchAsync(id, operations, request.Preconditions, request.Trail, ct);
        return ScimResults.Ok(user, request);
    }

    // RFC 7644 §3.6
    public static async Task<IResult> Delete(string id, ScimRequest request, UserProvisioner users, CancellationToken ct)
    {
        await users.DeleteAsync(id, request.Preconditions, request.Trail, ct);
        return ScimResults.Gone();
    }
}
