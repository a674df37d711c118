namespace Scim.Core.Adapters;

/// <summary>One HTTP exchange with the product, as the toolkit saw it; a retry is one of its own.</summary>
/// <param name="Status">The answer's status, or null where none came.</param>
public sealed record ProductCallTrace(string Method, string Path, int? Status, TimeSpan Elapsed, int Attempt);
