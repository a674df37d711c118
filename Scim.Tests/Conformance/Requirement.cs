namespace Scim.Tests.Conformance;

/// <summary>A demand of an RFC on the gateway.</summary>
/// <param name="Id">RFC, section and number: <c>7644-3.5.2-14</c>.</param>
/// <param name="Level"><c>MUST</c>, <c>MUST NOT</c>, <c>SHOULD</c> or <c>SHOULD NOT</c>.</param>
/// <param name="Demand">In one sentence.</param>
/// <param name="Reason">Why there is no test of it, or why the gateway does otherwise; empty where a test shows it.</param>
internal sealed record Requirement(string Id, string Level, string Demand, string Reason)
{
    private const string Deviation = "deviates: ";
    private const string Exemption = "not ours: ";

    public string Rfc => Id.Split('-')[0];

    public string Section => Id.Split('-')[1];

    public bool Deviates => Reason.StartsWith(Deviation, StringComparison.Ordinal);

    public bool IsNotOurs => Reason.StartsWith(Exemption, StringComparison.Ordinal);
}
