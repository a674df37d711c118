using Scim.Core.Patching;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// A dot between a schema's URN and the attribute, where RFC 7644 §3.10 has a colon:
/// <code>{"op":"Replace","path":"urn:…:enterprise:2.0:User.manager", …} → {"op":"replace","path":"urn:…:enterprise:2.0:User:manager", …}</code>
/// Seen from: Entra ID jobs made before December 2018, and a Microsoft sample since. Vector: pt-own-dot-urn.
/// </summary>
internal sealed class DotBeforeAttribute : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        // The grammar takes the URN's last part for the attribute and the attribute for its sub-attribute.
        if (operation.Path is not { Element: null, Attribute: { Schema: { } urn, Sub: { } attribute } written } path
            || reading.Target(path) is not null
            || reading.Type.FindSchema($"{urn}:{written.Attribute}") is not { } schema)
        {
            return null;
        }

        reading.Note($"The path \"{path}\" was read with a colon before \"{attribute}\".");
        return [operation with { Path = new(new(schema.Id, attribute)) }];
    }
}
