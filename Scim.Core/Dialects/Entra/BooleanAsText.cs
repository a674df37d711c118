using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// A Boolean in quotes, in any case:
/// <code>{"op":"Replace","path":"active","value":"False"} → {"op":"replace","path":"active","value":false}</code>
/// Seen from: Entra ID (its default, from Switch([IsSoftDeleted], …)). Vectors: pt-entra-disable, pt-entra-enable, pt-entra-primary-string ….
/// </summary>
internal sealed class BooleanAsText : IValueQuirk
{
    public string Reading => "the text was read as a Boolean";

    public bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value)
    {
        value = null;
        if (list || attribute.Type != AttributeType.Boolean || found.ValueKind != JsonValueKind.String || !bool.TryParse(found.GetString(), out var boolean))
        {
            return false;
        }

        value = ScimValue.Boolean.Of(boolean);
        return true;
    }
}
