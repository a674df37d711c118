using System.Collections.Immutable;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>What the product holds, seen past its REST API: for tests, and for the table that the sandbox shows people.</summary>
public sealed record SandboxState(ImmutableArray<SandboxUser> Users, ImmutableArray<SandboxGroup> Groups)
{
    /// <summary>The account with this login name, ignoring case, or null.</summary>
    public SandboxUser? User(string name) => Users.FirstOrDefault(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The group with this name, ignoring case, or null.</summary>
    public SandboxGroup? Group(string name) => Groups.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An account.</summary>
public sealed record SandboxUser(string Name, string DisplayName, string? Email, bool Active)
{
    /// <summary>Whether anything lets it in, in a product where an active account needs more than that; null elsewhere.</summary>
    public bool? HasAccess { get; init; }

    /// <summary>Whether its holder gets into the product.</summary>
    public bool MayLogIn => HasAccess ?? Active;
}

/// <summary>A group with the login names of its direct members, in order.</summary>
public sealed record SandboxGroup(string Name, ImmutableArray<string> Members);
