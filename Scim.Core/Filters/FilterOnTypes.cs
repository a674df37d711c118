using System.Collections.Immutable;
using System.Diagnostics;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>
/// Binds one filter to several resource types (RFC 7644 §3.4.2.1). An attribute that a type lacks has no value there; an attribute that
/// none of them has is a mistake. What is known of a type beforehand, that and its <c>meta.resourceType</c>, is decided here, so that a
/// type of which nothing can match isn't looked at.
/// </summary>
public static class FilterOnTypes
{
    /// <returns>The types of which something may match, each with its filter; null where all of them do.</returns>
    /// <exception cref="ScimException">400 <c>invalidFilter</c>.</exception>
    public static ImmutableArray<(ResourceType Type, BoundFilter? Filter)> Bind(Filter filter, ImmutableArray<ResourceType> types) =>
    [
        .. from type in types
           let part = Part(filter, type, types)
           where part.Constant != false
           select (type, part.Filter),
    ];

    private static (bool? Constant, BoundFilter? Filter) Part(Filter filter, ResourceType type, ImmutableArray<ResourceType> types)
    {
        switch (filter)
        {
            case Filter.And and:
                return Join(Part(and.Left, type, types), Part(and.Right, type, types), false, (left, right) => new BoundFilter.And(left, right));
            case Filter.Or or:
                return Join(Part(or.Left, type, types), Part(or.Right, type, types), true, (left, right) => new BoundFilter.Or(left, right));
            case Filter.Not not:
                var operand = Part(not.Operand, type, types);
                return (!operand.Constant, operand.Filter is { } inner ? new BoundFilter.Not(inner) : null);
            default:
                return Known(filter, type, types) is { } constant ? (constant, null) : (null, FilterBinder.Bind(filter, type));
        }
    }

    /// <param name="decisive">The value of one side that makes the other needless.</param>
    private static (bool? Constant, BoundFilter? Filter) Join(
        (bool? Constant, BoundFilter? Filter) left,
        (bool? Constant, BoundFilter? Filter) right,
        bool decisive,
        Func<BoundFilter, BoundFilter, BoundFilter> both) => (left.Constant, right.Constant) switch
        {
            (null, null) => (null, both(left.Filter!, right.Filter!)),
            ({ } constant, _) => constant == decisive ? left : right,
            (_, { } constant) => constant == decisive ? right : left,
        };

    /// <summary>What a term comes to for every resource of the type, where that can be told.</summary>
    private static bool? Known(Filter term, ResourceType type, ImmutableArray<ResourceType> types)
    {
        var path = PathOf(term);
        if (Resolve(path, type) is { } attribute)
        {
            return attribute == type.Common.ResourceType && term is Filter.Compare { Value: ScimValue.Text { Value: var name } } named
                ? named.Operator switch
                {
                    CompareOperator.Eq => name == type.Name,
                    CompareOperator.Ne => name != type.Name,
                    _ => null,
                }
                : null;
        }

        return types.Any(t => Resolve(path, t) is not null)
            ? term switch
            {
                // No value is null, and differs from any other.
                Filter.Compare { Operator: CompareOperator.Eq, Value: null } => true,
                Filter.Compare { Operator: CompareOperator.Ne, Value: not null } => true,
                _ => false,
            }
            : throw new ScimException(ScimError.InvalidFilter(
                $"filter: neither a {string.Join(" nor a ", types.Select(t => t.Name))} has an attribute {JsonWords.Name(path.ToString())}."));
    }

    private static AttributePath PathOf(Filter term) => term switch
    {
        Filter.Present present => present.Path,
        Filter.Compare compare => compare.Path,
        Filter.ValuePath path => path.Path,
        _ => throw new UnreachableException(),
    };

    private static AttributeDefinition? Resolve(AttributePath path, ResourceType type) => type.ResolveShort(path.Schema, path.Attribute, path.Sub);
}
