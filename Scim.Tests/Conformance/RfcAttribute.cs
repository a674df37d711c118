namespace Scim.Tests.Conformance;

/// <summary>
/// Which demands of the RFCs a test shows: it fails when one of them isn't met. On a class where every test of it is about them. The ids are
/// those of the lists beside this file; <c>docs/conformance.md</c> is made of both.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class RfcAttribute(params string[] requirements) : Attribute
{
    /// <summary>RFC, section and number: <c>7644-3.5.2-14</c>.</summary>
    public IReadOnlyList<string> Requirements { get; } = requirements;
}
