using System.Collections.Immutable;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>
/// The groups that grant anything in Bitbucket as a whole, and what. Read when the protection is read, and kept, so that the right of an
/// account and what lets it in cost no call for them.
/// </summary>
internal sealed class BitbucketPermissions(ProductHttp http)
{
    private volatile ImmutableDictionary<string, string>? _groups;

    /// <summary>Permission by group as last read; read now if they never were.</summary>
    public async Task<ImmutableDictionary<string, string>> GroupsAsync(CancellationToken ct) => _groups ?? await ReadAsync(ct);

    public async Task<ImmutableDictionary<string, string>> ReadAsync(CancellationToken ct)
    {
        var groups = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var rows = BitbucketPages.AllAsync(
            http, $"{Admin}/permissions/groups", BitbucketPages.Few, BitbucketJson.Default.GroupPermissionPage, r => r.Group?.Name ?? "", ct);
        await foreach (var row in rows)
        {
            if (row is { Group.Name: { Length: > 0 } name, Permission: { } permission })
            {
                groups[name] = permission;
            }
        }

        return _groups = groups.ToImmutable();
    }

    /// <summary>What the account was granted directly, not through a group; null for nothing.</summary>
    public async Task<string?> OfUserAsync(BitbucketUser user, CancellationToken ct)
    {
        var path = $"{Admin}/permissions/users?filter={Escape(user.Name!)}";
        var rows = BitbucketPages.AllAsync(
            http, path, BitbucketPages.Few, BitbucketJson.Default.UserPermissionPage, r => Identity(r.User), ct);
        await foreach (var row in rows)
        {
            if (row.User?.Id == user.Id)
            {
                return row.Permission;
            }
        }

        return null;
    }

    /// <summary>Whether a permission lets its holder administer Bitbucket.</summary>
    public static bool Administers(string? permission) => permission is "ADMIN" or "SYS_ADMIN";
}
