using Scim.Core.Adapters;
using Scim.Core.Protocol;

namespace Scim.Core.Provisioning;

/// <summary>Names on their way to the product: mapped as the configuration wants it, and fitted to what the product can hold.</summary>
internal static class ProductNames
{
    /// <summary>The login name that the product gets for a userName.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>: the product can't hold it.</exception>
    public static string UserName(this ProductDescriptor product, string userName) =>
        product.UserNames.TryFit(userName, out var fitted, out var reason)
            ? fitted
            : throw new ScimException(ScimError.InvalidValue($"{product.DisplayName}'s login names {reason}"));

    /// <summary>As <see cref="UserName"/>, for a look-up: null where nobody in the product can be called so.</summary>
    public static string? TryUserName(this ProductDescriptor product, string userName) =>
        product.UserNames.TryFit(userName, out var fitted, out _) ? fitted : null;

    /// <summary>The name that the product gets for a group's displayName.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>: the product can't hold it.</exception>
    public static string GroupName(this ProductDescriptor product, GroupPolicy policy, string displayName) =>
        product.GroupNames.TryFit(policy.InProduct(displayName), out var fitted, out var reason)
            ? fitted
            : throw new ScimException(ScimError.InvalidValue($"{product.DisplayName}'s group names {reason}"));

    /// <summary>As <see cref="GroupName"/>, for a look-up: null where no group in the product can be called so.</summary>
    public static string? TryGroupName(this ProductDescriptor product, GroupPolicy policy, string displayName) =>
        product.GroupNames.TryFit(policy.InProduct(displayName), out var fitted, out _) ? fitted : null;
}
