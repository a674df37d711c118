using System.Text;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// A role as JSON within the text of its value:
/// <code>{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"5d…\",\"value\":\"admin\",\"displayName\":\"Administrator\"}"}]}
/// → {"op":"add","path":"roles","value":[{"value":"admin","display":"Administrator"}]}</code>
/// Seen from: Entra ID (AppRoleAssignmentsComplex and SingleAppRoleAssignment in older mappings). Vector: pt-own-role-json.
/// </summary>
internal sealed class RoleAsJsonText : IMeaningQuirk
{
    public string Reading => "the JSON within the text was read as the role";

    public ScimValue Meaning(AttributeDefinition attribute, ScimValue value)
    {
        if (attribute is not { Name: "roles", IsExtension: false, IsComplex: true } || value is not ScimValue.Many and not ScimValue.Complex)
        {
            return value;
        }

        if (value is ScimValue.Complex one)
        {
            return Role(attribute, one);
        }

        var roles = ((ScimValue.Many)value).Values;
        var meant = roles;
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i] is ScimValue.Complex role && Role(attribute, role) is var other && !ReferenceEquals(other, role))
            {
                meant = meant.SetItem(i, other);
            }
        }

        return meant == roles ? value : new ScimValue.Many(meant);
    }

    private static ScimValue.Complex Role(AttributeDefinition attribute, ScimValue.Complex role)
    {
        if (role.Attributes.Text(attribute.Value) is not { } text || !text.StartsWith('{') || Parse(text) is not { ValueKind: JsonValueKind.Object } json)
        {
            return role;
        }

        var attributes = role.Attributes;
        foreach (var property in json.EnumerateObject())
        {
            var name = property.Name.Equals("displayName", StringComparison.OrdinalIgnoreCase) ? "display" : property.Name;
            if (attribute.Sub(name) is { Type: AttributeType.String } sub && property.Value is { ValueKind: JsonValueKind.String } said)
            {
                attributes = attributes.With(sub, said.GetString() is { Length: > 0 } inner ? new ScimValue.Text(inner) : null);
            }
        }

        // Without a value of its own the text stays what it was.
        return attributes.Text(attribute.Value) is { } value && value != text ? new(attributes) : role;
    }

    private static JsonElement? Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            JsonText.Check(bytes);
            var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ResourceReader.MaxDepth });
            return JsonElement.TryParseValue(ref json, out var element) && !json.Read() ? element : null;
        }
        catch (Exception e) when (e is JsonException or ScimException)
        {
            return null;
        }
    }
}
