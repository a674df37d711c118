using System.Diagnostics;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Filters;

/// <summary>Resolves a filter's paths and turns its literals into comparable form.</summary>
public static class FilterBinder
{
    /// <exception cref="ScimException">400 <c>invalidFilter</c>: an unknown attribute, a comparison that its type doesn't have, a literal that isn't of its type.</exception>
    public static BoundFilter Bind(Filter filter, ResourceType type) => filter switch
    {
        Filter.And and => new BoundFilter.And(Bind(and.Left, type), Bind(and.Right, type)),
        Filter.Or or => new BoundFilter.Or(Bind(or.Left, type), Bind(or.Right, type)),
        Filter.Not not => new BoundFilter.Not(Bind(not.Operand, type)),
        Filter.Present present => new BoundFilter.Present(Resolve(present.Path, type)),
        Filter.Compare compare => BindCompare(Resolve(compare.Path, type), compare),
        Filter.ValuePath path => BindValuePath(Resolve(path.Path, type), path.Element),
        _ => throw new UnreachableException(),
    };

    /// <summary>Binds the filter in the brackets of a value path: its paths are sub-attributes of <paramref name="attribute"/>.</summary>
    /// <inheritdoc cref="Bind"/>
    public static BoundFilter BindElement(Filter condition, AttributeDefinition attribute) => condition switch
    {
        Filter.And and => new BoundFilter.And(BindElement(and.Left, attribute), BindElement(and.Right, attribute)),
        Filter.Or or => new BoundFilter.Or(BindElement(or.Left, attribute), BindElement(or.Right, attribute)),
        Filter.Not not => new BoundFilter.Not(BindElement(not.Operand, attribute)),
        Filter.Present present => new BoundFilter.Present(ResolveSub(present.Path, attribute)),
        Filter.Compare compare => BindCompare(ResolveSub(compare.Path, attribute), compare),
        Filter.ValuePath path => throw Refused($"{path.Path}[…] stands inside the brackets of {attribute.Path}; value paths can't be nested."),
        _ => throw new UnreachableException(),
    };

    private static BoundFilter.Element BindValuePath(AttributeDefinition attribute, Filter condition) =>
        attribute.MultiValued || attribute.IsComplex
            ? new BoundFilter.Element(attribute, BindElement(condition, attribute))
            : throw Refused($"{attribute.Path} has one simple value, so it takes no brackets.");

    private static BoundFilter BindCompare(AttributeDefinition attribute, Filter.Compare compare)
    {
        // RFC 7643 §2.5: null is the same as no value.
        if (compare.Value is null)
        {
            return compare.Operator switch
            {
                CompareOperator.Eq => new BoundFilter.Not(new BoundFilter.Present(attribute)),
                CompareOperator.Ne => new BoundFilter.Present(attribute),
                _ => throw Refused($"{attribute.Path}: null is compared with eq and ne only."),
            };
        }

        if (attribute.IsComplex)
        {
            attribute = attribute.Value ?? throw Refused(
                $"{attribute.Path} is complex and has no value to compare; name a sub-attribute, such as {attribute.SubAttributes[0].Path}.");
        }

        return new BoundFilter.Compare(attribute, Allowed(attribute, compare.Operator), Comparable.Of(attribute, Literal(attribute, compare.Value)))
        {
            Literal = compare.Value switch
            {
                ScimValue.Text text => text.Value,
                ScimValue.Integer integer => integer.Value.ToString(),
                ScimValue.Decimal number => number.Value.ToString(),
                var boolean => Comparable.Of(attribute, boolean),
            },
        };
    }

    // RFC 7644 §3.4.2.2: order on Boolean and binary values fails with invalidFilter; parts of a text are for what is text.
    private static CompareOperator Allowed(AttributeDefinition attribute, CompareOperator comparison)
    {
        var isOrder = comparison is CompareOperator.Gt or CompareOperator.Ge or CompareOperator.Lt or CompareOperator.Le;
        var isPart = comparison is CompareOperator.Co or CompareOperator.Sw or CompareOperator.Ew;
        var allowed = attribute.Type switch
        {
            AttributeType.Boolean => !isOrder && !isPart,
            AttributeType.Binary => !isOrder,
            AttributeType.Integer or AttributeType.Decimal or AttributeType.DateTime => !isPart,
            _ => true,
        };
        return allowed
            ? comparison
            : throw Refused($"{attribute.Path} is of type {Word(attribute.Type)}, which {Word(comparison)} doesn't compare.");
    }

    private static ScimValue Literal(AttributeDefinition attribute, ScimValue literal) => (attribute.Type, literal) switch
    {
        (AttributeType.String or AttributeType.Reference, ScimValue.Text) => literal,
        (AttributeType.Binary, ScimValue.Text text) => new ScimValue.Binary(text.Value),
        (AttributeType.Boolean, ScimValue.Boolean) => literal,
        // Entra quotes Booleans: roles[primary eq "True"].
        (AttributeType.Boolean, ScimValue.Text text) when bool.TryParse(text.Value, out var value) => ScimValue.Boolean.Of(value),
        (AttributeType.Integer or AttributeType.Decimal, ScimValue.Integer or ScimValue.Decimal) => literal,
        (AttributeType.DateTime, ScimValue.Text text) when Timestamp.TryParse(text.Value, out var instant) => new ScimValue.Instant(instant, text.Value),
        _ => throw Refused($"{attribute.Path}: expected {JsonWords.Expected(attribute)}, found {JsonWords.Found(literal)}."),
    };

    private static AttributeDefinition Resolve(AttributePath path, ResourceType type) =>
        type.ResolveShort(path.Schema, path.Attribute, path.Sub) ?? throw Refused($"a {type.Name} has no attribute {JsonWords.Name(path.ToString())}.");

    private static AttributeDefinition ResolveSub(AttributePath path, AttributeDefinition attribute)
    {
        var found = path is not { Schema: null, Sub: null } ? null
            : attribute.IsComplex ? attribute.Sub(path.Attribute)
            // The values of a simple multi-valued attribute are called "value" (RFC 7643 §2.4).
            : string.Equals(path.Attribute, "value", StringComparison.OrdinalIgnoreCase) ? attribute : null;
        return found ?? throw Refused($"{attribute.Path} has no sub-attribute {JsonWords.Name(path.ToString())}.");
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static ScimException Refused(string detail) => new(ScimError.InvalidFilter($"filter: {detail}"));
}
