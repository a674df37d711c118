using System.Collections.Immutable;
using System.Diagnostics;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>The reader of bound filters in memory.</summary>
public static class FilterEvaluator
{
    public static bool Matches(BoundFilter filter, Resource resource) => filter switch
    {
        BoundFilter.And and => Matches(and.Left, resource) && Matches(and.Right, resource),
        BoundFilter.Or or => Matches(or.Left, resource) || Matches(or.Right, resource),
        BoundFilter.Not not => !Matches(not.Operand, resource),
        BoundFilter.Present present => IsPresent(present.Attribute, resource),
        BoundFilter.Compare { Attribute.Parent: { } parent } compare => MatchesSub(compare, Value(parent, resource)),
        BoundFilter.Compare compare => ValueTest.Matches(compare, Value(compare.Attribute, resource)),
        BoundFilter.Element element => Value(element.Attribute, resource) switch
        {
            null => false,
            ScimValue.Many many => AnyMatches(element.Condition, many.Values, element.Attribute),
            var one => MatchesElement(element.Condition, one, element.Attribute),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether one element of <paramref name="attribute"/> meets a condition in brackets, as <see cref="FilterBinder.BindElement"/> makes it.</summary>
    public static bool MatchesElement(BoundFilter condition, ScimValue element, AttributeDefinition attribute) => condition switch
    {
        BoundFilter.And and => MatchesElement(and.Left, element, attribute) && MatchesElement(and.Right, element, attribute),
        BoundFilter.Or or => MatchesElement(or.Left, element, attribute) || MatchesElement(or.Right, element, attribute),
        BoundFilter.Not not => !MatchesElement(not.Operand, element, attribute),
        BoundFilter.Present present => Inside(present.Attribute, element, attribute) is not null,
        BoundFilter.Compare compare => ValueTest.Matches(compare, Inside(compare.Attribute, element, attribute) ?? ValueTest.Absent(compare.Attribute)),
        _ => throw new UnreachableException(),
    };

    private static bool AnyMatches(BoundFilter condition, ImmutableArray<ScimValue> elements, AttributeDefinition attribute)
    {
        foreach (var element in elements)
        {
            if (MatchesElement(condition, element, attribute))
            {
                return true;
            }
        }

        return false;
    }

    // Of a sub-attribute outside brackets any element's value may match; "ne" also where no element has one.
    private static bool MatchesSub(BoundFilter.Compare compare, ScimValue? parent)
    {
        if (parent is not ScimValue.Many many)
        {
            return ValueTest.Matches(compare, parent is null ? null : Inside(compare.Attribute, parent, null) ?? ValueTest.Absent(compare.Attribute));
        }

        var found = false;
        foreach (var element in many.Values)
        {
            if ((Inside(compare.Attribute, element, null) ?? ValueTest.Absent(compare.Attribute)) is not { } value)
            {
                continue;
            }

            if (ValueTest.Matches(compare, value))
            {
                return true;
            }

            found = true;
        }

        return !found && ValueTest.Matches(compare, null);
    }

    private static bool IsPresent(AttributeDefinition attribute, Resource resource)
    {
        if (attribute.Parent is not { } parent)
        {
            return Value(attribute, resource) is not null;
        }

        switch (Value(parent, resource))
        {
            case ScimValue.Complex complex:
                return complex.Attributes[attribute] is not null;
            case ScimValue.Many many:
                foreach (var element in many.Values)
                {
                    if (Inside(attribute, element, null) is not null)
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    // "schemas" follows from the other attributes and is never held.
    private static ScimValue? Value(AttributeDefinition attribute, Resource resource) => attribute == resource.Type.Common.Schemas
        ? new ScimValue.Many([.. resource.Schemas.Select(urn => new ScimValue.Text(urn))])
        : resource[attribute];

    /// <summary>The value of <paramref name="wanted"/> in an element of <paramref name="whole"/>: the element itself, or its sub-attribute.</summary>
    private static ScimValue? Inside(AttributeDefinition wanted, ScimValue element, AttributeDefinition? whole) =>
        wanted == whole ? element : (element as ScimValue.Complex)?.Attributes[wanted];
}
