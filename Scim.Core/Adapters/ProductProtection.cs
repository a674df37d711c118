using System.Collections.Immutable;

namespace Scim.Core.Adapters;

/// <summary>What must not be broken, or somebody locks everybody out: read from the product when the gateway starts.</summary>
/// <param name="OwnAccount">The account whose credentials the gateway uses.</param>
/// <param name="AdministrationGroups">Names of groups that grant administration: not changed at all.</param>
/// <param name="LicenceGroups">Names of groups that grant access to the product: members may change, the group may not.</param>
public sealed record ProductProtection(ProductUser OwnAccount, ImmutableArray<string> AdministrationGroups, ImmutableArray<string> LicenceGroups);
