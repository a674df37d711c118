using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects;

/// <summary>The value quirks of a dialect, for one request.</summary>
internal sealed class DialectTolerance(ImmutableArray<IValueQuirk> quirks, Action<string> note) : IValueTolerance
{
    public bool TryReadList(AttributeDefinition attribute, JsonElement found, out ScimValue? value) => TryRead(attribute, found, true, out value);

    public bool TryReadOne(AttributeDefinition attribute, JsonElement found, out ScimValue? value) => TryRead(attribute, found, false, out value);

    private bool TryRead(AttributeDefinition attribute, JsonElement found, bool list, out ScimValue? value)
    {
        foreach (var quirk in quirks)
        {
            if (quirk.TryRead(attribute, found, list, this, out value))
            {
                note($"{attribute.Path}: {quirk.Reading}.");
                return true;
            }
        }

        value = null;
        return false;
    }
}
