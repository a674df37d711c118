using Scim.Core.Filters;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>The element that a value path tells how to make: <c>emails[type eq "work"]</c> is <c>{"type":"work"}</c>.</summary>
internal static class DescribedElement
{
    /// <summary>The element, or null where the filter has anything else than <c>eq</c> joined by <c>and</c>, or contradicts itself.</summary>
    public static ScimValue.Complex? By(Filter filter, AttributeDefinition attribute)
    {
        var described = AttributeSet.Empty;
        return attribute.IsComplex && TryDescribe(filter, attribute, ref described) && !described.IsEmpty ? new(described) : null;
    }

    private static bool TryDescribe(Filter filter, AttributeDefinition attribute, ref AttributeSet described) => filter switch
    {
        Filter.And and => TryDescribe(and.Left, attribute, ref described) && TryDescribe(and.Right, attribute, ref described),
        Filter.Compare { Operator: CompareOperator.Eq } compare => TrySet(compare, attribute, ref described),
        _ => false,
    };

    private static bool TrySet(Filter.Compare compare, AttributeDefinition attribute, ref AttributeSet described)
    {
        if (attribute.Sub(compare.Path.Attribute) is not { Mutability: not Mutability.ReadOnly } sub)
        {
            return false;
        }

        if (compare.Value is null)
        {
            return described[sub] is null;
        }

        if (Typed(sub, compare.Value) is not { } value || (described[sub] is { } other && !other.Equals(value)))
        {
            return false;
        }

        described = described.With(sub, value);
        return true;
    }

    // The literals of a filter are JSON's; of a Boolean also the text, as Entra writes roles[primary eq "True"].
    private static ScimValue? Typed(AttributeDefinition attribute, ScimValue literal) => (attribute.Type, literal) switch
    {
        (AttributeType.String or AttributeType.Reference, ScimValue.Text) => literal,
        (AttributeType.Boolean, ScimValue.Boolean) => literal,
        (AttributeType.Boolean, ScimValue.Text text) when bool.TryParse(text.Value, out var boolean) => ScimValue.Boolean.Of(boolean),
        (AttributeType.Integer, ScimValue.Integer) => literal,
        (AttributeType.Decimal, ScimValue.Decimal) => literal,
        (AttributeType.Decimal, ScimValue.Integer integer) => new ScimValue.Decimal(integer.Value),
        (AttributeType.DateTime, ScimValue.Text text) when Timestamp.TryParse(text.Value, out var instant) => new ScimValue.Instant(instant, text.Value),
        (AttributeType.Binary, ScimValue.Text text) => new ScimValue.Binary(text.Value),
        _ => null,
    };
}
