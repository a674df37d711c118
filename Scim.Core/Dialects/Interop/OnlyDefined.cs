using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// What no schema defines is <c>invalidSyntax</c> in the interoperability profile, in a PATCH (RFC 7644 §3.5.2 has <c>invalidPath</c>) as in
/// a body (RFC 7644 §3.3 has it passed over):
/// <code>{"op":"add","path":"shoeSize","value":"43"}</code><code>{"userName":"ann","shoeSize":"43"}</code>
/// Vectors: pt-interop-undefined, pt-interop-undefined-sub, rd-interop-undefined.
/// </summary>
internal sealed class OnlyDefined : IPatchDemand
{
    public ScimError? Refusal(RequestedOperation operation, ResourceType type)
    {
        if (operation.Path is not { } path)
        {
            return null;
        }

        var target = type.Resolve(path.Attribute.Schema, path.Attribute.Attribute, null);
        var sub = path.Element is null ? path.Attribute.Sub : path.Sub;
        return target is null || (sub is not null && target.Sub(sub) is null) ? Refusal(path.ToString(), type) : null;
    }

    public static ScimError Refusal(string names, ResourceType type) =>
        ScimError.InvalidSyntax($"{names}: no schema of {type} defines it, and the interoperability profile refuses what none does.");
}
