using System.Collections.Immutable;
using System.Text;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>The values of a multi-valued attribute as a set (RFC 7643 §2.4): added, replaced and taken out as wholes.</summary>
internal static class ElementList
{
    /// <summary>
    /// RFC 7644 §3.5.2.1: values that aren't there are appended. One that is there is not doubled; if it says more of the same
    /// (<c>value</c> and <c>type</c> are equal, which may stand only once), it is told so.
    /// </summary>
    public static ImmutableArray<ScimValue> Append(AttributeDefinition attribute, ImmutableArray<ScimValue> elements, ImmutableArray<ScimValue> added)
    {
        var places = new Dictionary<string, int>(elements.Length + added.Length, StringComparer.Ordinal);
        var list = elements.ToBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            places.TryAdd(Key(attribute, list[i]), i);
        }

        foreach (var value in added)
        {
            if (places.TryGetValue(Key(attribute, value), out var place))
            {
                list[place] = Merge(list[place], value);
            }
            else
            {
                place = list.Count;
                places.Add(Key(attribute, value), place);
                list.Add(value);
            }

            Primary.Prefer(attribute, list, place, value);
        }

        return list.DrainToImmutable();
    }

    /// <summary>RFC 7644 §3.5.2.3: the values that are there make room for these. Another order is no change.</summary>
    public static ImmutableArray<ScimValue> Replace(ImmutableArray<ScimValue> elements, ImmutableArray<ScimValue> values)
    {
        ImmutableArray<ScimValue> distinct = [.. values.Distinct()];
        return distinct.Length == elements.Length && distinct.ToHashSet().SetEquals(elements) ? elements : distinct;
    }

    /// <summary>The list without the listed values.</summary>
    public static ImmutableArray<ScimValue> Without(ImmutableArray<ScimValue> elements, PatchOperation.Listed listed)
    {
        var decisive = listed.Target.Value;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<AttributeSet>();
        foreach (var value in listed.Values.Values)
        {
            if (value is ScimValue.Complex complex && (decisive is null || complex.Attributes[decisive] is null))
            {
                parts.Add(complex.Attributes);
            }
            else
            {
                keys.Add(DecisiveKey(listed.Target, value)!);
            }
        }

        return elements.RemoveAll(e => (DecisiveKey(listed.Target, e) is { } key && keys.Contains(key)) || parts.Exists(p => Holds(e, p)));
    }

    /// <summary>The element with the other's sub-attributes; what compares as equal stays as it is spelled.</summary>
    public static ScimValue Merge(ScimValue element, ScimValue other)
    {
        if (element is not ScimValue.Complex { Attributes: var attributes } complex || other is not ScimValue.Complex { Attributes: var added })
        {
            return element;
        }

        foreach (var (sub, value) in added)
        {
            if (!Same(sub, attributes[sub], value) && Immutability.Checked(sub, attributes[sub], value))
            {
                attributes = attributes.With(sub, value);
            }
        }

        return ReferenceEquals(attributes, complex.Attributes) ? element : new ScimValue.Complex(attributes);
    }

    // A simple value is its own key; of a complex one its "value" and "type" are, and where it has no "value" all of it.
    private static string Key(AttributeDefinition attribute, ScimValue element)
    {
        if (element is not ScimValue.Complex complex)
        {
            return Comparable.Of(attribute, element);
        }

        var whole = attribute.Value is null || complex.Attributes[attribute.Value] is null;
        var key = new StringBuilder();
        foreach (var (sub, value) in complex.Attributes)
        {
            var said = value is not ScimValue.Boolean { Value: false };
            if (said && (whole || sub == attribute.Value || sub.Name.Equals("type", StringComparison.OrdinalIgnoreCase)))
            {
                key.Append(sub.Name).Append('\0').Append(Form(sub, value)).Append('\0');
            }
        }

        return key.ToString();
    }

    private static string? DecisiveKey(AttributeDefinition attribute, ScimValue element) => element switch
    {
        ScimValue.Complex complex => attribute.Value is { } decisive && complex.Attributes[decisive] is { } value ? Form(decisive, value) : null,
        _ => Comparable.Of(attribute, element),
    };

    private static bool Holds(ScimValue element, AttributeSet parts)
    {
        foreach (var (sub, value) in parts)
        {
            if (element is not ScimValue.Complex complex || !Same(sub, complex.Attributes[sub], value))
            {
                return false;
            }
        }

        return true;
    }

    // No value of a Boolean counts as false (RFC 7643 §2.4, "primary").
    private static bool Same(AttributeDefinition sub, ScimValue? left, ScimValue right) =>
        left is null ? right is ScimValue.Boolean { Value: false } : left.Equals(right) || Form(sub, left).Equals(Form(sub, right), StringComparison.Ordinal);

    private static string Form(AttributeDefinition sub, ScimValue value) =>
        value is ScimValue.Many many ? string.Join('\0', many.Values.Select(v => Comparable.Of(sub, v))) : Comparable.Of(sub, value);
}
