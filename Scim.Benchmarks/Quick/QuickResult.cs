namespace Scim.Benchmarks.Quick;

/// <summary>What a step took.</summary>
/// <param name="Nanoseconds">One operation.</param>
/// <param name="AllocatedBytes">One operation.</param>
internal sealed record QuickResult(string Name, long OperationsPerSecond, double Nanoseconds, long AllocatedBytes);
