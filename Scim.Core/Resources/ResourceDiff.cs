using System.Collections.Immutable;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>What is different between two states of a resource.</summary>
public static class ResourceDiff
{
    /// <summary>
    /// One change for each attribute that differs, sub-attributes of a single complex attribute each for itself; <c>id</c> and
    /// <c>meta</c> don't count. A multi-valued attribute is one change; the order of its values is none.
    /// </summary>
    public static ImmutableArray<ResourceChange> Between(Resource before, Resource after)
    {
        if (ReferenceEquals(before.Attributes, after.Attributes))
        {
            return [];
        }

        var changes = ImmutableArray.CreateBuilder<ResourceChange>();
        var common = before.Type.Common;
        foreach (var attribute in before.Type.Attributes)
        {
            if (attribute != common.Id && attribute != common.Meta)
            {
                Compare(attribute, before[attribute], after[attribute], changes);
            }
        }

        return changes.DrainToImmutable();
    }

    private static void Compare(AttributeDefinition attribute, ScimValue? before, ScimValue? after, ImmutableArray<ResourceChange>.Builder changes)
    {
        if (Same(before, after))
        {
            return;
        }

        if (!attribute.IsComplex || attribute.MultiValued)
        {
            changes.Add(new(attribute, before, after));
            return;
        }

        foreach (var sub in attribute.SubAttributes)
        {
            Compare(sub, (before as ScimValue.Complex)?.Attributes[sub], (after as ScimValue.Complex)?.Attributes[sub], changes);
        }
    }

    private static bool Same(ScimValue? before, ScimValue? after) => (before, after) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (ScimValue.Many left, ScimValue.Many right) => left.Equals(right) || SameInAnyOrder(left.Values, right.Values),
        _ => before.Equals(after),
    };

    private static bool SameInAnyOrder(ImmutableArray<ScimValue> before, ImmutableArray<ScimValue> after)
    {
        if (before.Length != after.Length)
        {
            return false;
        }

        var counts = new Dictionary<ScimValue, int>();
        foreach (var value in before)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        foreach (var value in after)
        {
            if (counts.GetValueOrDefault(value) == 0)
            {
                return false;
            }

            counts[value]--;
        }

        return true;
    }
}
