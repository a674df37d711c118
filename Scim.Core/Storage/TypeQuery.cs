using Scim.Core.Filters;
using Scim.Core.Schemas;

namespace Scim.Core.Storage;

/// <summary>A query's part that is about one resource type.</summary>
/// <param name="SortBy">A simple attribute or sub-attribute of the type; null where the query isn't sorted, or the type has no such attribute.</param>
public sealed record TypeQuery(ResourceType Type, BoundFilter? Filter, AttributeDefinition? SortBy = null);
