using System.Collections.Immutable;

namespace Scim.Core.Storage;

/// <summary>A page of what a query found.</summary>
/// <param name="Total">How many there are in all.</param>
public sealed record ResourcePage(int Total, ImmutableArray<StoredResource> Resources)
{
    public static readonly ResourcePage Empty = new(0, []);
}
