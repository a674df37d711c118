using System.Text.Json;
using Scim.Core.Patching;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// A replace of a complex attribute leaves nothing of it in the interoperability profile, where RFC 7644 §3.5.2.3 keeps what isn't named:
/// <code>{"op":"replace","path":"name","value":{"familyName":"Vogt"}}
/// → {"op":"remove","path":"name"}, {"op":"add","path":"name","value":{"familyName":"Vogt"}}</code>
/// Vector: pt-interop-replace-whole.
/// </summary>
internal sealed class ReplaceOfWhole : IPatchQuirk
{
    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation is not { Op: PatchOp.Replace, Path: { Element: null, Attribute.Sub: null } path, Value: { ValueKind: JsonValueKind.Object } }
            || reading.Target(path) is not { IsComplex: true, MultiValued: false })
        {
            return null;
        }

        reading.Note($"The replace of \"{path}\" was read as of all its sub-attributes.");
        return [operation with { Op = PatchOp.Remove, Value = null }, operation with { Op = PatchOp.Add }];
    }
}
