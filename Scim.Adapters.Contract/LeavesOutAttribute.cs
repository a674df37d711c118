namespace Scim.Adapters.Contract;

/// <summary>A contract that an adapter isn't held against, and why.</summary>
/// <param name="contract">Which: <c>typeof(FaultContract)</c>.</param>
/// <param name="reason">A sentence about the product, not about the author's time.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class LeavesOutAttribute(Type contract, string reason) : Attribute
{
    public Type Contract { get; } = contract;

    public string Reason { get; } = reason;
}
