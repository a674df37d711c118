using System.Buffers;
using Scim.Core.Patching;

namespace Scim.Core.Dialects.Entra;

/// <summary>
/// Paths as keys of a value that came without a path, dotted, with the schema's URN or with a filter:
/// <code>{"op":"replace","value":{"name.familyName":"Vogt","urn:…:enterprise:2.0:User:department":"Legal"}}
/// → {"op":"replace","path":"name.familyName","value":"Vogt"}, {"op":"replace","path":"urn:…:enterprise:2.0:User:department","value":"Legal"}</code>
/// Seen from: Entra ID with the flag aadOptscim062020. Vectors: pt-entra-pl-….
/// </summary>
internal sealed class PathAsKey : IPatchQuirk
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(".:[");

    public IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading)
    {
        if (operation is not { FromValue: true, Path: { Element: null, Attribute: { Sub: null } key } }
            || !key.Attribute.AsSpan().ContainsAny(Marks)
            || !PatchPath.TryParse(key.ToString(), reading.Limits, out var path, out _))
        {
            return null;
        }

        reading.Note($"The key \"{path}\" of a value without a path was read as a path.");
        return [operation with { Path = path }];
    }
}
