using System.Collections.Immutable;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Storage;

/// <summary>
/// A look into the mirror; sees neither missing resources nor tombstones. Those of several types are one sequence: in the order of
/// creation, or of their sort values with missing ones last when ascending.
/// </summary>
/// <param name="Types">What is wanted of each resource type; one at least.</param>
/// <param name="Offset">Resources to pass over.</param>
/// <param name="Limit">Largest number of resources to answer; 0 only counts.</param>
public sealed record ResourceQuery(ImmutableArray<TypeQuery> Types, int Offset, int Limit, bool Descending)
{
    public ResourceQuery(
        ResourceType type, BoundFilter? filter, int offset, int limit, AttributeDefinition? sortBy = null, bool descending = false)
        : this([new(type, filter, sortBy)], offset, limit, descending)
    {
    }

    /// <summary>Whether the page is one of a walk by cursor (RFC 9865), which says where it goes on.</summary>
    public bool IsWalk { get; init; }

    /// <summary>Where the walk goes on; null for its first page.</summary>
    public PagePlace? From { get; init; }

    public bool IsSorted => Types.Any(t => t.SortBy is not null);
}
