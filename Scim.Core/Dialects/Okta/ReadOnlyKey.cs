using Scim.Core.Patching;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Okta;

/// <summary>
/// Read-only attributes in a value that came without a path, where RFC 7644 §3.5.2 has <c>mutability</c>:
/// <code>{"op":"replace","value":{"schemas":[…],"meta":{…},"displayName":"Staff"}} → {"op":"replace","value":{"displayName":"Staff"}}</code>
/// (An <c>id</c> is no quirk: the resource's own is no change, another is refused.)
/// Seen from: Okta, which sends whole resources. Vector: pt-own-readonly-keys.
/// </summary>
internal sealed class ReadOnlyKey : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation is not { FromValue: true, Path: { } path }
            || reading.Target(path) is not { } target
            || target == reading.Type.Common.Id
            || (target.Mutability != Mutability.ReadOnly && Sub(path, target)?.Mutability != Mutability.ReadOnly))
        {
            return null;
        }

        reading.Note($"The read-only \"{path}\" in a value without a path was passed over.");
        return [];
    }

    private static AttributeDefinition? Sub(PatchPath path, AttributeDefinition target) =>
        (path.Element is null ? path.Attribute.Sub : path.Sub) is { } sub ? target.Sub(sub) : null;
}
