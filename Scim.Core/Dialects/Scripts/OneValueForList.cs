using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Scripts;

/// <summary>
/// One value where a list is due, in a body:
/// <code>{"userName":"ann","emails":{"value":"ann@example.com"}} → {"userName":"ann","emails":[{"value":"ann@example.com"}]}</code>
/// (In a PATCH it is no quirk, see <see cref="Patching.PatchBinder"/>.)
/// Seen from: OneLogin, whose bodies are a template that the admin edits, and scripts. Vector: rd-own-one-for-list.
/// </summary>
internal sealed class OneValueForList : IValueQuirk
{
    public string Reading => "the one value was read as a list of one";

    public bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, IValueTolerance tolerance, out ScimValue? value)
    {
        value = null;
        if (!list)
        {
            return false;
        }

        var one = ResourceReader.ReadElement(JsonMarshal.GetRawUtf8Value(found), attribute, tolerance);
        value = one is null ? null : new ScimValue.Many(ImmutableArray.Create(one));
        return true;
    }
}
