using System.Collections.Immutable;

namespace Scim.Core.Adapters;

/// <summary>What a product is and can do; the same for the life of the adapter.</summary>
/// <param name="Name">The name in the configuration (<c>Scim:Adapter</c>), lower case: <c>jira</c>.</param>
/// <param name="DisplayName">The product's name for people: <c>Jira</c>.</param>
/// <param name="Capabilities">What can be asked of it.</param>
/// <param name="ProtectedUsers">Login names or patterns (<c>*</c>) that are never changed unless the configuration says otherwise.</param>
/// <param name="ProtectedGroups">Group names or patterns that are never changed unless the configuration says otherwise.</param>
public sealed record ProductDescriptor(
    string Name,
    string DisplayName,
    ProductCapabilities Capabilities,
    ImmutableArray<string> ProtectedUsers,
    ImmutableArray<string> ProtectedGroups)
{
    /// <summary>Whether the product refuses an account without an e-mail address.</summary>
    public bool EmailRequired { get; init; }

    /// <summary>Members that one call adds; a larger batch costs several calls, which the gateway sends side by side.</summary>
    public int MembersPerAddition { get; init; } = 1;

    /// <summary>Members that one call removes.</summary>
    public int MembersPerRemoval { get; init; } = 1;

    /// <summary>What login names can be.</summary>
    public NameRules UserNames { get; init; } = new();

    /// <summary>What names of groups can be.</summary>
    public NameRules GroupNames { get; init; } = new();

    /// <summary>What is left of it at an installation that lacks something.</summary>
    public ProductDescriptor At(ProductSite site) => this with { Capabilities = Capabilities & ~site.Lacks };

    public bool Can(ProductCapabilities capability) => (Capabilities & capability) == capability;
}
