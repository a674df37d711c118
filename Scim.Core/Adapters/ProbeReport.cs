using System.Collections.Immutable;

namespace Scim.Core.Adapters;

/// <summary>How the product and the gateway's access to it are.</summary>
/// <param name="Product">Name and version as the product gives them, or null where it couldn't be reached.</param>
/// <param name="Findings">In the order in which they were looked at; it stops where going on makes no sense (or would lock the account).</param>
public sealed record ProbeReport(string? Product, ImmutableArray<ProbeFinding> Findings)
{
    public bool IsHealthy => Findings.All(f => f.Verdict != ProbeVerdict.Failed);
}
