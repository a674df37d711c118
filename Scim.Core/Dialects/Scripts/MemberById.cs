using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Scripts;

/// <summary>
/// Members named by <c>id</c>, where RFC 7643 §4.2 has <c>value</c>:
/// <code>{"op":"add","path":"members","value":[{"id":"42"}]} → {"op":"add","path":"members","value":[{"value":"42"}]}</code>
/// <code>{"displayName":"Staff","members":[{"id":"42"}]} → {"displayName":"Staff","members":[{"value":"42"}]}</code>
/// Seen from: scripts that send users as members. Vectors: pt-own-member-by-id, rd-own-member-by-id.
/// </summary>
internal sealed class MemberById : IValueQuirk
{
    public string Reading => "a member with an \"id\" and no \"value\" was read by its id";

    public bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value)
    {
        value = null;
        if (list || attribute is not { Name: "members", Schema: ScimUrns.Group, Value: { } inner } || found.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var property in found.EnumerateObject())
        {
            if (property.Name.Equals("id", StringComparison.OrdinalIgnoreCase) && property.Value is { ValueKind: JsonValueKind.String } id && id.GetString() is { Length: > 0 } text)
            {
                value = new ScimValue.Complex(AttributeSet.Empty.With(inner, new ScimValue.Text(text)));
            }
        }

        return value is not null;
    }
}
