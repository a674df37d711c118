namespace Scim.Core.Adapters;

/// <summary>One HTTP exchange with the product, as the toolkit saw it; a retry is one of its own.</summary>
/// <param name="Status">The answer's status, or null where none came.</param>
/// <param name="MayHaveActed">Whether the product may have changed something, or has; false only where that is certain.</param>
public sealed record ProductCallTrace(string Method, string Path, int? Status, TimeSpan Elapsed, int Attempt, bool MayHaveActed = true);
