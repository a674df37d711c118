using System.Runtime.InteropServices;
using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// A list with one value for an attribute that has one:
/// <code>{"op":"Add","path":"manager","value":[{"$ref":"http://…/Users/42","value":"42"}]} → … "value":{"$ref":"http://…/Users/42","value":"42"}</code>
/// Seen from: Entra ID (the shape of its older documents). Vector: pt-own-manager-short.
/// </summary>
internal sealed class ListForOneValue : IValueQuirk
{
    public string Reading => "the list of one value was read as that value";

    public bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value)
    {
        value = null;
        if (list || found.ValueKind != JsonValueKind.Array || found.GetArrayLength() != 1)
        {
            return false;
        }

        value = ResourceReader.ReadElement(JsonMarshal.GetRawUtf8Value(found[0]), attribute, tolerance);
        return true;
    }
}
