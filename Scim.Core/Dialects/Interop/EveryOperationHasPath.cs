using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Dialects.Interop;

/// <summary>
/// The interoperability profile has a path in every operation, and refuses
/// <code>{"op":"replace","value":{"active":false}}</code>
/// Vector: pt-interop-no-path.
/// </summary>
internal sealed class EveryOperationHasPath : IPatchDemand
{
    public ScimError? Refusal(RequestedOperation operation, ResourceType type) =>
        operation.Path is null ? ScimError.InvalidSyntax("has no path, which the interoperability profile demands of every operation.") : null;
}
