using System.Diagnostics;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Provisioning;

/// <summary>
/// Which attributes a query can ask for: those that the store holds a value of. Of the others (addresses that are made for each answer,
/// values that nobody may read or that never come to us) a filter would find nothing and be believed; it is refused instead.
/// </summary>
internal static class Held
{
    /// <exception cref="ScimException">400 <c>invalidFilter</c>.</exception>
    public static void Demand(BoundFilter? filter, ResourceType type)
    {
        var open = new Stack<BoundFilter>();
        for (var next = filter; next is not null; open.TryPop(out next))
        {
            switch (next)
            {
                case BoundFilter.And and:
                    open.Push(and.Right);
                    open.Push(and.Left);
                    break;
                case BoundFilter.Or or:
                    open.Push(or.Right);
                    open.Push(or.Left);
                    break;
                case BoundFilter.Not not:
                    open.Push(not.Operand);
                    break;
                case BoundFilter.Present present:
                    Demand(present.Attribute, type);
                    break;
                case BoundFilter.Compare compare:
                    Demand(compare.Attribute, type);
                    break;
                case BoundFilter.Element element:
                    open.Push(element.Condition);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <summary>Whether each resource of the type has its place by this simple attribute; by a relation it hasn't.</summary>
    public static bool CanBeSortedBy(AttributeDefinition attribute, ResourceType type) =>
        ReasonAgainst(attribute, type) is null && (attribute.Parent ?? attribute) is var top && top != type.Members && top != type.Groups;

    private static void Demand(AttributeDefinition attribute, ResourceType type)
    {
        if (ReasonAgainst(attribute, type) is { } reason)
        {
            throw new ScimException(ScimError.InvalidFilter($"filter: {attribute.Path} {reason}."));
        }
    }

    private static string? ReasonAgainst(AttributeDefinition attribute, ResourceType type)
    {
        var top = attribute.Parent ?? attribute;
        if (attribute == type.Common.Location || IsMadeAddress(attribute))
        {
            return "is an address that depends on how the gateway is reached, so it can't be filtered by; the id can";
        }

        if (attribute.IsSecret || top.IsSecret)
        {
            return "is never returned, so it can't be filtered by";
        }

        return IsReadOnly(attribute) && top != type.Common.Id && top != type.Common.Schemas && top != type.Common.Meta && top != type.Groups
            ? "is read-only and has no value here, so it can't be filtered by"
            : null;
    }

    // Where the client gave no address of a resource of ours, the answer has one of its own making.
    private static bool IsMadeAddress(AttributeDefinition attribute) => attribute is { Name: "$ref", Parent.Value: not null }
        && attribute.ReferenceTypes.All(type => type is "User" or "Group");

    private static bool IsReadOnly(AttributeDefinition attribute) =>
        attribute.Mutability == Mutability.ReadOnly || attribute.Parent?.Mutability == Mutability.ReadOnly;
}
