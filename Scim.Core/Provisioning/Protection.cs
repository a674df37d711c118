using System.Collections.Immutable;
using System.IO.Enumeration;
using Scim.Core.Adapters;

namespace Scim.Core.Provisioning;

/// <summary>
/// Whom and what the gateway never touches, so that no request can lock everybody out: its own account, administrators, groups that
/// grant administration or a seat.
/// </summary>
internal sealed class Protection(KnownSite site, UserPolicy users, GroupPolicy groups)
{
    private const string IsOwn = "is the account that the gateway itself uses";

    /// <summary>Why this account is left alone, or null: "is the account that the gateway uses itself".</summary>
    public string? ReasonAgainst(ProductUser account) => account switch
    {
        _ when site.OwnAccount?.Key == account.Key => IsOwn,
        _ when ReasonAgainstName(account.Name) is { } reason => reason,
        { Administers: true } when !users.AdoptAdmins =>
            $"administers {site.Product.DisplayName} (Scim:Users:AdoptAdmins=true allows administrators who are people)",
        _ => null,
    };

    /// <summary>Why nobody may have this login name through the gateway, whether the product has such an account or not; else null.</summary>
    public string? ReasonAgainstName(string name) =>
        string.Equals(site.OwnAccount?.Name, name, StringComparison.OrdinalIgnoreCase) ? IsOwn
        : Matches(users.Protected ?? site.Product.ProtectedUsers, name) ? "is protected by Scim:Users:Protected"
        : null;

    /// <summary>How far the group of this name is protected.</summary>
    public GroupProtection Of(string groupName) =>
        Matches(groups.Protected ?? site.Product.ProtectedGroups, groupName) || site.GrantsAdministration(groupName) ? GroupProtection.Administration
        : site.GrantsAccess(groupName) ? GroupProtection.Licence
        : GroupProtection.None;

    private static bool Matches(ImmutableArray<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>How far a group is protected.</summary>
internal enum GroupProtection
{
    None,

    /// <summary>Grants access to the product: members may change, the group may not be deleted or renamed.</summary>
    Licence,

    /// <summary>Grants administration: not changed at all.</summary>
    Administration,
}
