using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>
/// From JSON to typed values in one pass, with the schema in hand. Wrong types, unkeepable text and depth end here, so everything behind
/// handles only valid values. Null, "" and [] are no value (RFC 7643 §2.5).
/// </summary>
public static class ResourceReader
{
    /// <summary>Nesting of a body; a resource as the schemas allow it has 5 levels, what is unknown may have more.</summary>
    internal const int MaxDepth = 32;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads the body of a POST or PUT.</summary>
    /// <exception cref="ScimException">400 <c>invalidSyntax</c> or <c>invalidValue</c>.</exception>
    public static ReadResource Read(ReadOnlySpan<byte> body, ResourceType type, IValueTolerance tolerance)
    {
        JsonText.Check(body);
        var values = new ValueReader(tolerance, ReadingRules.Body);
        return Guarded(body, values, (ref json, reader) => new AttributesReader(type, reader).Read(ref json));
    }

    /// <summary>Reads the value of an attribute or sub-attribute: a list for a multi-valued one. Null is no value.</summary>
    /// <inheritdoc cref="Read"/>
    public static ScimValue? ReadValue(ReadOnlySpan<byte> json, AttributeDefinition attribute, IValueTolerance tolerance)
    {
        JsonText.Check(json);
        return Guarded(json, new(tolerance, ReadingRules.PatchValue), (ref inner, reader) => reader.Whole(ref inner, attribute));
    }

    /// <summary>Reads one element of a multi-valued attribute, or the value of a single-valued one. Null is no value.</summary>
    /// <inheritdoc cref="Read"/>
    public static ScimValue? ReadElement(ReadOnlySpan<byte> json, AttributeDefinition attribute, IValueTolerance tolerance)
    {
        JsonText.Check(json);
        return Guarded(json, new(tolerance, ReadingRules.PatchValue), (ref inner, reader) => reader.One(ref inner, attribute));
    }

    /// <summary>Reads the ids of a list of members; null, "" and [] are the empty list.</summary>
    /// <inheritdoc cref="Read"/>
    public static ImmutableArray<string> ReadMembers(ReadOnlySpan<byte> json, AttributeDefinition members, IValueTolerance tolerance)
    {
        JsonText.Check(json);
        return Guarded(json, new(tolerance, ReadingRules.PatchValue), (ref inner, reader) => new MemberReader(members, reader).Read(ref inner));
    }

    /// <summary>Reads a document that this gateway wrote: no attribute is dropped, none is required.</summary>
    internal static Resource ReadDocument(ReadOnlySpan<byte> json, ResourceType type)
    {
        JsonText.Check(json);
        var values = new ValueReader(NoTolerance.Instance, ReadingRules.Document);
        return Guarded(json, values, (ref inner, reader) => new AttributesReader(type, reader).Read(ref inner).Resource);
    }

    private static T Guarded<T>(ReadOnlySpan<byte> json, ValueReader values, Reading<T> read)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            var result = read(ref reader, values);
            return reader.Read() ? throw new JsonException("Text follows the value.") : result;
        }
        catch (JsonException e)
        {
            throw new ScimException(JsonText.Error(e, reader.BytesConsumed));
        }
    }

    private delegate T Reading<T>(ref Utf8JsonReader json, ValueReader values);
}
