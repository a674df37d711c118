using System.Collections.Immutable;

namespace Scim.Core.Adapters;

/// <summary>
/// What the gateway must know of this installation before it changes anything: what must not be broken, or somebody locks everybody out,
/// and what this version can't do. Read from the product when the gateway starts.
/// </summary>
/// <param name="OwnAccount">The account whose credentials the gateway uses.</param>
/// <param name="AdministrationGroups">Names of groups that grant administration: not changed at all.</param>
/// <param name="LicenceGroups">Names of groups that grant access to the product: members may change, the group may not.</param>
public sealed record ProductSite(ProductUser OwnAccount, ImmutableArray<string> AdministrationGroups, ImmutableArray<string> LicenceGroups)
{
    /// <summary>What the descriptor declares but this installation lacks, because of its version: then it is as if it weren't declared.</summary>
    public ProductCapabilities Lacks { get; init; }
}
