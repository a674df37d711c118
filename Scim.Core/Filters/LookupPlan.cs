using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>
/// Finds the one key look-up in a filter: an <c>eq</c> on <c>userName</c>, <c>displayName</c>, <c>externalId</c> or <c>id</c> that every
/// match must meet. What it finds is still to be held against the whole filter.
/// </summary>
public static class LookupPlan
{
    /// <summary>The literal, as the client wrote it, that the filter demands of <paramref name="attribute"/>.</summary>
    public static bool TryFind(BoundFilter filter, AttributeDefinition attribute, [NotNullWhen(true)] out string? literal)
    {
        switch (filter)
        {
            case BoundFilter.Compare { Operator: CompareOperator.Eq } compare when compare.Attribute == attribute:
                literal = compare.Literal;
                return true;
            case BoundFilter.And and:
                return TryFind(and.Left, attribute, out literal) || TryFind(and.Right, attribute, out literal);
            default:
                literal = null;
                return false;
        }
    }

    /// <summary>Whether any term of the filter is about the attribute or one of its sub-attributes.</summary>
    public static bool Concerns(BoundFilter filter, AttributeDefinition attribute) => filter switch
    {
        BoundFilter.And and => Concerns(and.Left, attribute) || Concerns(and.Right, attribute),
        BoundFilter.Or or => Concerns(or.Left, attribute) || Concerns(or.Right, attribute),
        BoundFilter.Not not => Concerns(not.Operand, attribute),
        BoundFilter.Present present => present.Attribute == attribute || present.Attribute.Parent == attribute,
        BoundFilter.Compare compare => compare.Attribute == attribute || compare.Attribute.Parent == attribute,
        BoundFilter.Element element => element.Attribute == attribute,
        _ => throw new UnreachableException(),
    };
}
