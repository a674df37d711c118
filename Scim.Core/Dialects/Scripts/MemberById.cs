using System.Buffers;
using System.Text.Json;
using Scim.Core.Patching;

namespace Scim.Core.Dialects.Scripts;

/// <summary>
/// Members named by <c>id</c>, where RFC 7643 §4.2 has <c>value</c>:
/// <code>{"op":"add","path":"members","value":[{"id":"42"}]} → {"op":"add","path":"members","value":[{"value":"42"}]}</code>
/// Seen from: scripts that send users as members. Vector: pt-own-member-by-id.
/// </summary>
internal sealed class MemberById : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation is not { Path: { Element: null, Attribute.Sub: null } path, Value: { } value }
            || reading.Target(path) is not { } target
            || target != reading.Type.Members)
        {
            return null;
        }

        var members = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        if (!members.Exists(member => IdOf(member) is not null))
        {
            return null;
        }

        reading.Note("Members with an \"id\" and no \"value\" were read by their id.");
        return [operation with { Value = WithValues(members) }];
    }

    private static JsonElement? IdOf(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? id = null;
        foreach (var property in member.EnumerateObject())
        {
            if (property.Name.Equals("value", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (property.Name.Equals("id", StringComparison.OrdinalIgnoreCase))
            {
                id = property.Value;
            }
        }

        return id;
    }

    private static JsonElement WithValues(List<JsonElement> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            foreach (var member in members)
            {
                if (IdOf(member) is not { } id)
                {
                    member.WriteTo(writer);
                    continue;
                }

                writer.WriteStartObject();
                writer.WritePropertyName("value");
                id.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        var json = new Utf8JsonReader(bytes.WrittenSpan);
        return JsonElement.ParseValue(ref json);
    }
}
