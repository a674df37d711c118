using System.Text.Json;
using Scim.Core.Patching;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// Values removed by listing them, where RFC 7644 §3.5.2.2 wants a value path and would by its letter take out everything:
/// <code>{"op":"Remove","path":"members","value":[{"value":"42"}]} → {"op":"remove","path":"members[value eq \"42\"]"}</code>
/// An empty list removes nothing. A value beside a path to one value is passed over:
/// <code>{"op":"Remove","path":"title","value":"Boss"} → {"op":"remove","path":"title"}</code>
/// Seen from: Entra ID (its default), JumpCloud. Vectors: pt-entra-grp-remove-…, pt-jumpcloud-grp-remove-…, pt-entra-remove-….
/// </summary>
internal sealed class RemoveByValueList : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation is not { Op: PatchOp.Remove, Path: { } path, Value: { } value, OnlyListed: false })
        {
            return null;
        }

        if (path is not { Element: null, Attribute.Sub: null } || reading.Target(path) is not { MultiValued: true })
        {
            reading.Note($"The value in the remove of \"{path}\" was passed over.");
            return [operation with { Value = null }];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        {
            reading.Note($"The remove of \"{path}\" with an empty list was read as nothing to do.");
            return [];
        }

        reading.Note($"The remove of \"{path}\" with a value was read as the removal of just the values listed.");
        return [operation with { OnlyListed = true }];
    }
}
