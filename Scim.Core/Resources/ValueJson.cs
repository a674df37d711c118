using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Core.Resources;

/// <summary>One value as JSON text, as people read it in the audit log.</summary>
public static class ValueJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ScimValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
                foreach (var (attribute, sub) in complex.Attributes)
                {
                    json.WritePropertyName(attribute.Name);
                    Write(json, sub);
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
