using System.Collections.Immutable;

namespace Scim.Core.Provisioning;

/// <summary>How groups are treated (configuration <c>Scim:Groups</c>).</summary>
public sealed class GroupPolicy
{
    /// <summary>What a new displayName does where the product can't rename.</summary>
    public GroupRename OnRename { get; init; }

    /// <summary>Whether a group that the product already has is linked instead of answering 409 to its creation.</summary>
    public bool AdoptExisting { get; init; } = true;

    /// <summary>What a DELETE does to the product's group: <c>auto</c> deletes one that we made and unlinks any other.</summary>
    public GroupDeletion OnDelete { get; init; }

    /// <summary>SCIM displayName → product group name.</summary>
    public ImmutableDictionary<string, string> Map { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Put before the product's name of every group that isn't mapped.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Names or patterns that are never changed; null: the adapter's.</summary>
    public ImmutableArray<string>? Protected { get; init; }
}

/// <summary>What a new displayName does where the product can't rename a group.</summary>
public enum GroupRename
{
    /// <summary>SCIM's name changes, the product's stays with all permissions that hang on it.</summary>
    Alias,

    /// <summary>400 <c>mutability</c>.</summary>
    Reject,
}

/// <summary>What <c>DELETE /Groups/{id}</c> does to the product's group.</summary>
public enum GroupDeletion
{
    /// <summary>Deleted if we made it; else unlinked after its linked members have left it.</summary>
    Auto,

    /// <summary>Always unlinked.</summary>
    Unlink,
}
