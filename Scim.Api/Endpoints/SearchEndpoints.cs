using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>Queries on the root (RFC 7644 §3.4.2.1), and queries by POST (§3.4.3), for filters that shouldn't stand in an address.</summary>
internal static class SearchEndpoints
{
    public const string ByPost = "/.search";

    public static void MapSearches(this RouteGroupBuilder scim)
    {
        var root = scim.MapGroup("").WithTags("Search").ForAll();
        root.MapRead("", Get).RequireScope(TokenScope.Read).Audits(AuditAction.RootSearch);
        root.MapPost(ByPost, Post).RequireScope(TokenScope.Read).Audits(AuditAction.RootSearch);
        scim.MapGroup("/Users").WithTags("Users").For(catalog => catalog.User)
            .MapPost(ByPost, PostUsers).RequireScope(TokenScope.Read).Audits(AuditAction.UserSearch);
        scim.MapGroup("/Groups").WithTags("Groups").For(catalog => catalog.Group)
            .MapPost(ByPost, PostGroups).RequireScope(TokenScope.Read).Audits(AuditAction.GroupSearch);
    }

    private static Task<IResult> Get(ScimRequest request, RootSearch root, Search search, CancellationToken ct) =>
        search.AnswerAsync(request.ReadSearch(), request, asked => root.SearchAsync(asked, request.Trail, ct), ct);

    private static async Task<IResult> Post(ScimRequest request, RootSearch root, Search search, CancellationToken ct) =>
        await search.AnswerAsync(await request.ReadSearchAsync(ct), request, asked => root.SearchAsync(asked, request.Trail, ct), ct);

    private static async Task<IResult> PostUsers(ScimRequest request, UserProvisioner users, Search search, CancellationToken ct) =>
        await search.AnswerAsync(await request.ReadSearchAsync(ct), request, asked => users.SearchAsync(asked, request.Trail, ct), ct);

    private static async Task<IResult> PostGroups(ScimRequest request, GroupProvisioner groups, Search search, CancellationToken ct) =>
        await search.AnswerAsync(await request.ReadSearchAsync(ct), request, asked => groups.SearchAsync(asked, request.Trail, ct), ct);
}
