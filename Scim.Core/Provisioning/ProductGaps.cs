using Scim.Core.Adapters;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>What the product can't do, in sentences: of one change for the audit log, of the installation for <c>scim check</c>.</summary>
public static class ProductGaps
{
    /// <summary>What the gateway does instead, a sentence for each ability that the product lacks.</summary>
    public static IEnumerable<string> Of(ProductDescriptor product, UserPolicy users, GroupPolicy groups)
    {
        var name = product.DisplayName;
        if (!product.Can(ProductCapabilities.UpdateUser))
        {
            yield return $"{name} takes no new display names and e-mail addresses of existing accounts: changes of these are not stored by the product, the gateway keeps them.";
        }

        if (!product.Can(ProductCapabilities.RenameUser))
        {
            yield return $"{name} can't rename accounts: a new userName is kept by the gateway, the account keeps its login name, and that name stays taken.";
        }

        if (!product.Can(ProductCapabilities.DeactivateUser))
        {
            yield return product.Can(ProductCapabilities.RemoveAccess)
                ? $"{name} has no active flag: a deactivated user's account leaves every group that lets it in, loses its direct permission, and gets just these back when it is activated."
                : $"{name} can't deactivate accounts: active is kept by the gateway, and the account can still log in.";
        }

        if (users.OnDelete is UserDeletion.Delete && !product.Can(ProductCapabilities.DeleteUser))
        {
            yield return $"{name} can't delete accounts: a DELETE deactivates them instead (Scim:Users:OnDelete=delete has no effect).";
        }

        if (!product.Can(ProductCapabilities.RenameGroup))
        {
            yield return groups.OnRename is GroupRename.Alias
                ? $"{name} can't rename groups: a new displayName is kept by the gateway, the group keeps its name and all that hangs on it (Scim:Groups:OnRename=alias)."
                : $"{name} can't rename groups: a new displayName is refused (Scim:Groups:OnRename=reject).";
        }
    }

    /// <summary>What of this user the product doesn't hold as SCIM shows it; null where it holds everything that is asked about.</summary>
    /// <param name="concerns">Which attributes of the User schema are asked about.</param>
    internal static string? NotStored(Resource user, WantedUser wanted, ProductLink link, ProductDescriptor product, Func<string, bool> concerns)
    {
        var userName = user.Text("userName")!;
        string?[] missing =
        [
            concerns("userName") && (product.TryUserName(userName) ?? userName) != link.Name && !SoftDeletedName.IsOf(userName, link.Name) ? "userName" : null,
            (concerns("displayName") || concerns("name")) && wanted.DisplayName != link.DisplayName ? "displayName" : null,
            concerns("emails") && IsOtherEmail(wanted, link, product) ? "emails" : null,
            concerns("active") && wanted.Active != link.LetsIn ? "active" : null,
        ];
        var list = string.Join(", ", missing.OfType<string>());
        return list.Length == 0 ? null : $"Not stored by {product.DisplayName}, kept by the gateway: {list}.";
    }

    private static bool IsOtherEmail(WantedUser wanted, ProductLink link, ProductDescriptor product) =>
        wanted is { Email: { } email, FallbackEmail: null }
        && (link.Email is null ? !product.Can(ProductCapabilities.UpdateUser) : !string.Equals(email, link.Email, StringComparison.OrdinalIgnoreCase));
}
