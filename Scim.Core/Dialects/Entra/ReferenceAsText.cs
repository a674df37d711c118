using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// The plain value for a complex attribute that has a <c>value</c>:
/// <code>{"op":"Add","path":"urn:…:enterprise:2.0:User:manager","value":"42"} → {"op":"add","path":"urn:…:User:manager","value":{"value":"42"}}</code>
/// Seen from: Entra ID (manager, in POST and PATCH), scripts (members and emails as lists of text). Vectors: pt-entra-manager-add, pt-entra-pl-manager-string.
/// </summary>
internal sealed class ReferenceAsText : IValueQuirk
{
    public string Reading => "the text was read as an object with that value";

    public bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value)
    {
        value = null;
        if (list || attribute is not { IsComplex: true, Value: { Type: AttributeType.String or AttributeType.Reference } inner } || found.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        value = new ScimValue.Complex(AttributeSet.Empty.With(inner, new ScimValue.Text(ValueReader.Kept(found.GetString()!, attribute))));
        return true;
    }
}
