using System.Collections.Immutable;
using System.Diagnostics;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>Operations on the elements that a value path selects, as wholes or one sub-attribute of each.</summary>
internal static class ElementPatch
{
    public static ImmutableArray<ScimValue> Apply(ImmutableArray<ScimValue> elements, PatchOperation.Elements operation)
    {
        var places = Places(elements, operation);
        return (operation.Op, operation.Value) switch
        {
            (PatchOp.Remove, _) => Remove(elements, places, operation),
            (_, _) when places.Count == 0 => Make(elements, operation),
            (PatchOp.Replace, null) => Remove(elements, places, operation),
            (PatchOp.Add, null) => elements,
            _ => Change(elements, places, operation),
        };
    }

    private static List<int> Places(ImmutableArray<ScimValue> elements, PatchOperation.Elements operation)
    {
        var places = new List<int>();
        for (var i = 0; i < elements.Length; i++)
        {
            if (FilterEvaluator.MatchesElement(operation.Condition, elements[i], operation.Target))
            {
                places.Add(i);
            }
        }

        return places;
    }

    // RFC 7644 §3.5.2.2: the selected elements go, or a sub-attribute of each. That there is none is no failure: nothing is left to do.
    private static ImmutableArray<ScimValue> Remove(ImmutableArray<ScimValue> elements, List<int> places, PatchOperation.Elements operation)
    {
        var list = elements.ToBuilder();
        for (var i = places.Count - 1; i >= 0; i--)
        {
            if (operation.Sub is { } sub && WithoutPart((ScimValue.Complex)list[places[i]], sub) is { } rest)
            {
                list[places[i]] = rest;
            }
            else
            {
                list.RemoveAt(places[i]);
            }
        }

        return list.DrainToImmutable();
    }

    // What is left of an element that is nothing but labels says nothing any more: a telephone number without the number.
    private static ScimValue.Complex? WithoutPart(ScimValue.Complex element, AttributeDefinition sub)
    {
        if (!Immutability.Checked(sub, element.Attributes[sub], null))
        {
            return element;
        }

        var rest = element.Attributes.With(sub, null);
        foreach (var (left, _) in rest)
        {
            if (left.Name is not ("type" or "primary" or "display"))
            {
                return new(rest);
            }
        }

        return null;
    }

    // RFC 7644 §3.5.2.3: a replaced element is replaced whole, of a sub-attribute only that. §3.5.2.1: what is added to an element is merged.
    private static ImmutableArray<ScimValue> Change(ImmutableArray<ScimValue> elements, List<int> places, PatchOperation.Elements operation)
    {
        var list = elements.ToBuilder();
        var said = Said(operation);
        foreach (var place in places)
        {
            list[place] = operation switch
            {
                { Sub: null, Op: PatchOp.Replace } => said,
                { Sub: null } => ElementList.Merge(list[place], said),
                { Sub: { } sub } => WithPart((ScimValue.Complex)list[place], sub, operation.Value!),
            };
            Primary.Prefer(operation.Target, list, place, said);
        }

        return Distinct(list);
    }

    private static ScimValue.Complex WithPart(ScimValue.Complex element, AttributeDefinition sub, ScimValue value)
    {
        if (!Immutability.Checked(sub, element.Attributes[sub], value))
        {
            return element;
        }

        var changed = element.Attributes.With(sub, value);
        return new(sub == sub.Parent!.Value ? ReferenceParts.Without(changed, sub.Parent) : changed);
    }

    // RFC 7644 §3.5.2.3: a replace without a match fails with noTarget. An add makes the element where the path says what it is, and so
    // does a replace whose client means that.
    private static ImmutableArray<ScimValue> Make(ImmutableArray<ScimValue> elements, PatchOperation.Elements operation)
    {
        var create = operation.Op == PatchOp.Add || operation.WhenNoMatch == NoMatch.Create;
        if (!create || DescribedElement.By(operation.Path, operation.Target) is not { } described)
        {
            throw new ScimException(ScimError.NoTarget(
                $"{operation.Target.Path}: no element meets the path's filter{(create ? ", and the filter doesn't say what to make" : "")}."));
        }

        if (operation.Value is null)
        {
            return elements;
        }

        var list = elements.ToBuilder();
        var made = ElementList.Merge(described, Said(operation));
        list.Add(made);
        Primary.Prefer(operation.Target, list, list.Count - 1, made);
        return list.DrainToImmutable();
    }

    // What the operation says of an element, as one.
    private static ScimValue Said(PatchOperation.Elements operation) => operation switch
    {
        { Sub: { } sub, Value: { } value } => new ScimValue.Complex(AttributeSet.Empty.With(sub, value)),
        { Value: { } value } => value,
        _ => throw new UnreachableException(),
    };

    // Two elements may have become one.
    private static ImmutableArray<ScimValue> Distinct(ImmutableArray<ScimValue>.Builder list) =>
        list.Count == 1 || list.Distinct().Count() == list.Count ? list.DrainToImmutable() : [.. list.Distinct()];
}
