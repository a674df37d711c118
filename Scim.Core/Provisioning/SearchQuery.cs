using System.Collections.Immutable;
using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>From a query as it came to a look into the mirror (RFC 7644 §3.4.2).</summary>
internal static class SearchQuery
{
    /// <exception cref="ScimException">400 <c>invalidFilter</c>, <c>invalidCount</c>, <c>invalidValue</c>, or <c>invalidPath</c> for an unknown <c>sortBy</c>.</exception>
    public static ResourceQuery QueryFor(this ProvisioningContext context, SearchRequest request, ResourceType type) => Query(
        request,
        context.Limits,
        [(type, request.Filter is { } text ? FilterBinder.Bind(Filter.Parse(text, context.Limits), type) : null)],
        [type]);

    /// <summary>A query on several types, which asks nothing of those that its filter can't match.</summary>
    /// <inheritdoc cref="QueryFor(ProvisioningContext, SearchRequest, ResourceType)"/>
    public static ResourceQuery QueryFor(this ProvisioningContext context, SearchRequest request, ImmutableArray<ResourceType> types) => Query(
        request,
        context.Limits,
        request.Filter is { } text
            ? FilterOnTypes.Bind(Filter.Parse(text, context.Limits), types)
            : [.. types.Select(type => (type, (BoundFilter?)null))],
        types);

    private static ResourceQuery Query(
        SearchRequest request,
        ScimLimits limits,
        ImmutableArray<(ResourceType Type, BoundFilter? Filter)> parts,
        ImmutableArray<ResourceType> types)
    {
        foreach (var (type, filter) in parts)
        {
            Held.Demand(filter, type);
        }

        var isWalk = request.Cursor is not null;
        if (isWalk && request.StartIndex is not null)
        {
            throw new ScimException(ScimError.InvalidValue("startIndex and cursor can't be given together: expected one of them (RFC 9865 §2.4)."));
        }

        if (isWalk && request.Count > limits.PageSize)
        {
            throw new ScimException(ScimError.InvalidCount($"count: expected at most {limits.PageSize} where a cursor is asked for, found {request.Count}."));
        }

        var sorted = Sorted(request.SortBy, types, limits);
        return new(
            [.. parts.Select(part => new TypeQuery(part.Type, part.Filter, sorted.GetValueOrDefault(part.Type)))],
            Math.Max(request.StartIndex ?? 1, 1) - 1,
            Math.Clamp(request.Count ?? limits.PageSize, 0, limits.PageSize),
            request.Descending)
        {
            IsWalk = isWalk,
            From = request.From,
        };
    }

    /// <summary>The attribute that each type is sorted by; a type that hasn't got it is left out.</summary>
    private static Dictionary<ResourceType, AttributeDefinition> Sorted(string? sortBy, ImmutableArray<ResourceType> types, ScimLimits limits)
    {
        var sorted = new Dictionary<ResourceType, AttributeDefinition>();
        if (sortBy is null)
        {
            return sorted;
        }

        if (PatchPath.TryParse(sortBy, limits, out var parsed, out _) && parsed is { Element: null, Attribute: { } path })
        {
            foreach (var type in types)
            {
                var attribute = type.ResolveShort(path.Schema, path.Attribute, path.Sub);
                attribute = attribute is { IsComplex: true } ? attribute.Value : attribute;
                if (attribute is not null && Held.CanBeSortedBy(attribute, type))
                {
                    sorted.Add(type, attribute);
                }
            }
        }

        return sorted.Count > 0 ? sorted : throw new ScimException(ScimError.InvalidPath(
            $"sortBy: '{sortBy}' is no attribute that a {string.Join(" or a ", types.Select(type => type.Name))} can be sorted by."));
    }
}
