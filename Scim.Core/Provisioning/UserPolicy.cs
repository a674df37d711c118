using System.Collections.Immutable;

namespace Scim.Core.Provisioning;

/// <summary>How accounts are treated (configuration <c>Scim:Users</c>, <c>Scim:Reads</c>).</summary>
public sealed class UserPolicy
{
    /// <summary>What a DELETE does to the account; either way it leaves every group the gateway manages first.</summary>
    public UserDeletion OnDelete { get; init; }

    /// <summary>Whether an account that the product already has is linked instead of answering 409 to its creation.</summary>
    public bool AdoptExisting { get; init; } = true;

    /// <summary>Whether an account that administers the product may be linked; the gateway's own never is.</summary>
    public bool AdoptAdmins { get; init; }

    /// <summary>Who gets the account of a deleted user by its name.</summary>
    public TakeOver TakeOver { get; init; }

    /// <summary>The address sent where the product demands one and the client gave none; <c>{userName}</c> stands for the login name.</summary>
    public string? EmailFallback { get; init; }

    /// <summary>Product groups that every provisioned user joins.</summary>
    public ImmutableArray<string> DefaultGroups { get; init; } = [];

    /// <summary>Login names or patterns that are never changed; null: the adapter's.</summary>
    public ImmutableArray<string>? Protected { get; init; }

    /// <summary>Whether a single user that is read is refreshed from the product, or the mirror alone answers.</summary>
    public Reads Reads { get; init; }
}

/// <summary>What <c>DELETE /Users/{id}</c> does to the account.</summary>
public enum UserDeletion
{
    Deactivate,
    Delete,
}

/// <summary>Who may take over the account of a deleted user by creating its name again.</summary>
public enum TakeOver
{
    /// <summary>Who has the same externalId, or where one of both has none.</summary>
    SameExternalId,
    Always,
    Never,
}

/// <summary>Where reads of a single user come from.</summary>
public enum Reads
{
    Live,
    Mirror,
}
