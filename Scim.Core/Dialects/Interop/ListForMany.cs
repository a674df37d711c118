using System.Text.Json;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// Values of a multi-valued attribute come as a list in the interoperability profile, which refuses
/// <code>{"op":"add","path":"emails","value":{"value":"ann@example.com"}}</code>
/// Null, which clears (RFC 7643 §2.5), passes. Vector: pt-interop-one-for-list.
/// </summary>
internal sealed class ListForMany : IPatchDemand
{
    public ScimError? Refusal(RequestedOperation operation, ResourceType type) =>
        operation is { Path: { Element: null, Attribute.Sub: null } path, Value: { ValueKind: not (JsonValueKind.Array or JsonValueKind.Null) } }
        && type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null) is { MultiValued: true }
            ? ScimError.InvalidValue($"\"{path}\" has many values, and in the interoperability profile they come as a list.")
            : null;
}
