using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// A path with a filter goes on to a sub-attribute in the interoperability profile, which refuses
/// <code>{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"ann@example.com"}}</code>
/// <code>{"op":"remove","path":"members[value eq \"42\"]"}</code> passes: the draft, read to the letter, leaves no way to take one member out
/// of a group, and lets the service provider choose whether it refuses. Vectors: pt-interop-element-….
/// </summary>
internal sealed class ElementBySubAttribute : IPatchDemand
{
    public ScimError? Refusal(RequestedOperation operation, ResourceType type) =>
        operation.Path is { Element: not null, Sub: null } path && !(operation.Op == PatchOp.Remove && IsMembers(path, type))
            ? ScimError.InvalidPath($"\"{path}\" names an element; in the interoperability profile a sub-attribute of it follows.")
            : null;

    private static bool IsMembers(PatchPath path, ResourceType type) =>
        type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null) is { Name: "members", Schema: ScimUrns.Group };
}
