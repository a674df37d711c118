using System.Collections.Immutable;
using Scim.Core.Protocol;

namespace Scim.Core.Storage;

/// <summary>A page of what a query found.</summary>
/// <param name="Total">How many there are in all.</param>
public sealed record ResourcePage(int Total, ImmutableArray<StoredResource> Resources)
{
    public static readonly ResourcePage Empty = new(0, []);

    /// <summary>Of a walk: where the next page begins, or null where this is the last.</summary>
    public PagePlace? Next { get; init; }

    /// <summary>Of a walk: where the page before ends, or null where this is the first.</summary>
    public PagePlace? Previous { get; init; }
}
