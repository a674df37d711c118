using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>From a query as it came to a look into the mirror (RFC 7644 §3.4.2).</summary>
internal static class SearchQuery
{
    /// <exception cref="ScimException">400 <c>invalidFilter</c>, or <c>invalidPath</c> for an unknown <c>sortBy</c>.</exception>
    public static ResourceQuery QueryFor(this ProvisioningContext context, SearchRequest request, ResourceType type)
    {
        var filter = request.Filter is { } text ? FilterBinder.Bind(Filter.Parse(text, context.Limits), type) : null;
        var limit = Math.Clamp(request.Count ?? context.Limits.PageSize, 0, context.Limits.PageSize);
        return new(type, filter, Math.Max(request.StartIndex, 1) - 1, limit, SortedBy(request.SortBy, type, context.Limits), request.Descending);
    }

    private static AttributeDefinition? SortedBy(string? sortBy, ResourceType type, ScimLimits limits)
    {
        if (sortBy is null)
        {
            return null;
        }

        var path = PatchPath.TryParse(sortBy, limits, out var parsed, out _) && parsed.Element is null ? parsed.Attribute : null;
        var attribute = path is null ? null : type.Resolve(path.Schema, path.Attribute, path.Sub);
        attribute = attribute is { IsComplex: true } ? attribute.Value : attribute;
        return attribute ?? throw new ScimException(ScimError.InvalidPath($"sortBy: '{sortBy}' is no attribute that a {type.Name} can be sorted by."));
    }
}
