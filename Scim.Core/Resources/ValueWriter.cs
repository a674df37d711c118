using System.Diagnostics;
using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Writes values, and attributes in their places: an extension's under its URN.</summary>
internal static class ValueWriter
{
    /// <summary>Writes those attributes that <paramref name="chosen"/> picks, whole.</summary>
    public static void WriteAll(Utf8JsonWriter json, Resource resource, Func<AttributeDefinition, bool> chosen)
    {
        string? open = null;
        foreach (var (attribute, value) in resource.Attributes)
        {
            if (chosen(attribute))
            {
                open = Enter(json, open, attribute);
                json.WritePropertyName(attribute.Name);
                Write(json, value);
            }
        }

        Leave(json, open);
    }

    /// <summary>
    /// Opens the object that the attribute stands in, and closes the one before. Attributes come in the order of the type's schemas, so each
    /// extension is opened once.
    /// </summary>
    /// <param name="open">URN of the extension whose object is open, or null.</param>
    /// <returns>URN of the extension whose object is open now, or null.</returns>
    public static string? Enter(Utf8JsonWriter json, string? open, AttributeDefinition attribute)
    {
        var wanted = attribute.IsExtension ? attribute.Schema : null;
        if (open == wanted)
        {
            return open;
        }

        Leave(json, open);
        if (wanted is not null)
        {
            json.WriteStartObject(wanted);
        }

        return wanted;
    }

    public static void Leave(Utf8JsonWriter json, string? open)
    {
        if (open is not null)
        {
            json.WriteEndObject();
        }
    }

    public static void Write(Utf8JsonWriter json, ScimValue value)
    {
        switch (value)
        {
            case ScimValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case ScimValue.Boolean boolean:
                json.WriteBooleanValue(boolean.Value);
                break;
            case ScimValue.Integer integer:
                json.WriteNumberValue(integer.Value);
                break;
            case ScimValue.Decimal number:
                json.WriteNumberValue(number.Value);
                break;
            case ScimValue.Instant instant:
                json.WriteStringValue(instant.Spelling);
                break;
            case ScimValue.Binary binary:
                json.WriteStringValue(binary.Base64);
                break;
            case ScimValue.Complex complex:
                json.WriteStartObject();
                foreach (var (sub, inner) in complex.Attributes)
                {
                    json.WritePropertyName(sub.Name);
                    Write(json, inner);
                }

                json.WriteEndObject();
                break;
            case ScimValue.Many many:
                json.WriteStartArray();
                foreach (var element in many.Values)
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            default:
                throw new UnreachableException();
        }
    }
}
