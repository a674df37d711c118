using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>Resolves a filter's paths and turns its literals into comparable form.</summary>
public static class FilterBinder
{
    /// <exception cref="Protocol.ScimException">400 <c>invalidFilter</c>: an unknown attribute, a comparison that its type doesn't have, a literal that isn't of its type.</exception>
    public static BoundFilter Bind(Filter filter, ResourceType type) => throw new NotSupportedException();
}
