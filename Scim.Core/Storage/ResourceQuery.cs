using Scim.Core.Filters;
using Scim.Core.Schemas;

namespace Scim.Core.Storage;

/// <summary>A look into the mirror; sees neither missing resources nor tombstones.</summary>
/// <param name="SortBy">A simple attribute or sub-attribute, or null for the order of creation; missing values last when ascending.</param>
/// <param name="Offset">Resources to pass over.</param>
/// <param name="Limit">Largest number of resources to answer; 0 only counts.</param>
public sealed record ResourceQuery(
    ResourceType Type,
    BoundFilter? Filter,
    int Offset,
    int Limit,
    AttributeDefinition? SortBy = null,
    bool Descending = false);
