using System.Globalization;
using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>One value of the table <c>attribute</c>.</summary>
/// <param name="Element">Which element of a multi-valued attribute; 0 for a single one.</param>
/// <param name="Position">Which value of a multi-valued sub-attribute, 0 otherwise; <see cref="Implied"/> for a value that isn't there but counts.</param>
/// <param name="Value">In comparable form.</param>
/// <param name="Indexed">Whether the value stands in the index: <see cref="ValueIndex"/>.</param>
internal sealed record AttributeRow(string Path, int Element, int Position, string Value, bool Indexed)
{
    /// <summary>Position of a value that comparisons see and <c>pr</c> doesn't.</summary>
    public const int Implied = -1;

    /// <summary>What tells the values of one resource apart.</summary>
    public (string Path, int Element, int Position) Key => (Path, Element, Position);

    /// <summary>Every simple value of the tree, sub-attributes each for themselves, and <c>schemas</c>, which follows from the others.</summary>
    public static IEnumerable<AttributeRow> Of(Resource resource)
    {
        var schemas = resource.Type.Common.Schemas;
        return resource.Attributes
            .SelectMany(a => Of(a.Attribute, a.Value))
            .Concat(resource.Schemas.Select((urn, i) => Make(schemas, i, 0, new ScimValue.Text(urn))));
    }

    /// <summary>The rows as <see cref="SqlDialect.Rows"/> takes them.</summary>
    public static string List(IEnumerable<AttributeRow> rows) => JsonSerializer.Serialize(
        rows.Select(r => new[]
        {
            r.Path, r.Element.ToString(CultureInfo.InvariantCulture), r.Position.ToString(CultureInfo.InvariantCulture), r.Value, r.Indexed ? "1" : "0",
        }).ToArray(),
        StoreJson.Plain.StringArrayArray);

    private static IEnumerable<AttributeRow> Of(AttributeDefinition attribute, ScimValue value) => value is ScimValue.Many many
        ? many.Values.SelectMany((v, element) => OfElement(attribute, v, element))
        : OfElement(attribute, value, 0);

    private static IEnumerable<AttributeRow> OfElement(AttributeDefinition attribute, ScimValue value, int element)
    {
        if (value is not ScimValue.Complex complex)
        {
            yield return Make(attribute, element, 0, value);
            yield break;
        }

        foreach (var (sub, subValue) in complex.Attributes)
        {
            var values = subValue is ScimValue.Many many ? many.Values : [subValue];
            for (var position = 0; position < values.Length; position++)
            {
                yield return Make(sub, element, position, values[position]);
            }
        }

        // An element without "primary" counts as one that is not (RFC 7643 §2.4).
        if (attribute.Primary is { } primary && complex.Attributes[primary] is null)
        {
            yield return Make(primary, element, Implied, ScimValue.Boolean.False);
        }
    }

    private static AttributeRow Make(AttributeDefinition attribute, int element, int position, ScimValue value)
    {
        var form = Comparable.Of(attribute, value);
        return new(attribute.Path, element, position, form, ValueIndex.Holds(attribute, form));
    }
}
