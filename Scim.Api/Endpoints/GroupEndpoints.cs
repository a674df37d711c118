using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>RFC 7644 §3 for groups.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this RouteGroupBuilder scim)
    {
        var groups = scim.MapGroup("/Groups").WithTags("Groups").For(catalog => catalog.Group);
        groups.MapPost("", Create).RequireScope(TokenScope.Provision).Audits(AuditAction.GroupCreate);
        groups.MapRead("/{id}", Get).RequireScope(TokenScope.Read).Audits(AuditAction.GroupRead);
        groups.MapRead("", Find).RequireScope(TokenScope.Read).Audits(AuditAction.GroupSearch);
        groups.MapPut("/{id}", Replace).RequireScope(TokenScope.Provision).Audits(AuditAction.GroupUpdate);
        groups.MapPatch("/{id}", Patch).RequireScope(TokenScope.Provision).Audits(AuditAction.GroupUpdate);
        groups.MapDelete("/{id}", Delete).RequireScope(TokenScope.Provision).Audits(AuditAction.GroupDelete);
    }

    // RFC 7644 §3.3
    private static async Task<IResult> Create(ScimRequest request, GroupProvisioner groups, CancellationToken ct)
    {
        var body = await request.ReadResourceAsync(ct);
        var group = await groups.CreateAsync(body, request.AnswersMembers, request.Trail, ct);
        return ScimResults.Created(group, request);
    }

    // RFC 7644 §3.4.1
    private static async Task<IResult> Get(string id, ScimRequest request, GroupProvisioner groups, CancellationToken ct)
    {
        var group = await groups.GetAsync(id, request.Trail, ct);
        return ScimResults.Read(group, request);
    }

    // RFC 7644 §3.4.2
    private static Task<IResult> Find(ScimRequest request, GroupProvisioner groups, Search search, CancellationToken ct) =>
        search.AnswerAsync(request.ReadSearch(), request, asked => groups.SearchAsync(asked, request.Trail, ct), ct);

    // RFC 7644 §3.5.1
    private static async Task<IResult> Replace(string id, ScimRequest request, GroupProvisioner groups, CancellationToken ct)
    {
        var body = await request.ReadResourceAsync(ct);
        var group = await groups.ReplaceAsync(id, body, request.Preconditions, request.Trail, ct);
        return ScimResults.Ok(group, request);
    }

    // RFC 7644 §3.5.2: 204, as the resource may have 100 000 members; 200 where attributes were asked for.
    private static async Task<IResult> Patch(string id, ScimRequest request, GroupProvisioner groups, CancellationToken ct)
    {
        var operations = await request.ReadPatchAsync(ct);
        var group = await groups.PatchAsync(id, operations, request.Preconditions, request.Trail, ct);
        return request.AsksForAttributes ? ScimResults.Ok(group, request) : ScimResults.NoContent(group, request);
    }

    // RFC 7644 §3.6
    private static async Task<IResult> Delete(string id, ScimRequest request, GroupProvisioner groups, CancellationToken ct)
    {
        await groups.DeleteAsync(id, request.Preconditions, request.Trail, ct);
        return ScimResults.Gone();
    }
}
