using System.Collections.Immutable;

namespace Scim.Core.Provisioning;

/// <summary>What a change of members comes to.</summary>
/// <param name="Present">Of a replacement: the users of ours that the product has in the group; else null.</param>
/// <param name="IsLost">The product has no such group any more.</param>
internal sealed record MembershipPlan(ImmutableArray<Step> Steps, ImmutableHashSet<string>? Present = null, bool IsLost = false)
{
    /// <summary>The same with a step before all others.</summary>
    public MembershipPlan After(Step first) => this with { Steps = Steps.Insert(0, first) };
}
