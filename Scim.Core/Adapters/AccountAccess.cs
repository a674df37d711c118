using System.Collections.Immutable;

namespace Scim.Core.Adapters;

/// <summary>What lets an account into a product that has no active flag. The gateway remembers it while the account is deactivated.</summary>
/// <param name="Groups">Names of the groups it is in that grant anything in the product as a whole, a seat among it.</param>
/// <param name="Permission">What it was granted directly, in the adapter's own words; null where nothing was.</param>
public sealed record AccountAccess(ImmutableArray<string> Groups, string? Permission = null)
{
    public static AccountAccess None { get; } = new([]);

    public bool IsNone => Groups.IsEmpty && Permission is null;

    /// <summary>Both together: what was remembered before, and what is still there.</summary>
    public AccountAccess And(AccountAccess other) =>
        new([.. Groups.Union(other.Groups, StringComparer.OrdinalIgnoreCase)], Permission ?? other.Permission);

    public bool Equals(AccountAccess? other) =>
        other is not null && Permission == other.Permission && Groups.SequenceEqual(other.Groups, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Groups.Length, Permission);
}
