using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>A resource as the text that the store keeps: all attributes but <c>id</c>, <c>schemas</c> and <c>meta</c>, which stand in columns.</summary>
public static class ResourceDocument
{
    // The text goes into a column and never into a page, so only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Write(Resource resource)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            var common = resource.Type.Common;
            ValueWriter.WriteAll(json, resource, attribute => attribute != common.Id && attribute != common.Meta);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; attributes whose schema isn't configured any more are left out. Nothing that is known is dropped,
    /// read-only attributes and members neither.
    /// </summary>
    public static Resource Read(string json, ResourceType type) => ResourceReader.ReadDocument(Encoding.UTF8.GetBytes(json), type);
}
