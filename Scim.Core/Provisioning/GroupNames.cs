using Scim.Core.Resources;

namespace Scim.Core.Provisioning;

/// <summary>How a SCIM group is called in the product: by <c>Scim:Groups:Map</c>, else with <c>Scim:Groups:Prefix</c> before it.</summary>
internal static class GroupNames
{
    public static string InProduct(this GroupPolicy policy, string displayName) =>
        policy.Map.TryGetValue(displayName, out var mapped) ? mapped : policy.Prefix + displayName;

    /// <summary>The way back, for a group that a look-up found: what SCIM calls the product's group.</summary>
    public static string InScim(this GroupPolicy policy, string productName) =>
        policy.MappedTo(productName)
        ?? (policy.Prefix.Length > 0 && productName.StartsWith(policy.Prefix, StringComparison.OrdinalIgnoreCase)
            ? productName[policy.Prefix.Length..]
            : productName);

    /// <summary>The SCIM group that a map keeps the product's group for, where that is another than <paramref name="displayName"/>; else null.</summary>
    public static string? KeptFor(this GroupPolicy policy, string displayName, string productName) =>
        policy.MappedTo(productName) is { } own && Comparable.Fold(own) != Comparable.Fold(displayName) ? own : null;

    private static string? MappedTo(this GroupPolicy policy, string productName)
    {
        foreach (var (displayName, mapped) in policy.Map)
        {
            if (string.Equals(mapped, productName, StringComparison.OrdinalIgnoreCase))
            {
                return displayName;
            }
        }

        return null;
    }
}
