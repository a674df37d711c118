namespace Scim.Core.Protocol;

/// <summary>What tells where a resource stands in a list: by its sort value where the list is sorted, then by creation, then by id.</summary>
/// <param name="SortValue">In comparable form, of a long value the beginning; null where the resource has none, or the list isn't sorted.</param>
public sealed record PagePosition(DateTimeOffset Created, string Id, string? SortValue = null);
