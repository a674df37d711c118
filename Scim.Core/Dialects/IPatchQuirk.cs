using Scim.Core.Patching;

namespace Scim.Core.Dialects;

/// <summary>Rewrites operations of a PATCH.</summary>
internal interface IPatchQuirk : IQuirk
{
    /// <param name="operation">With a path: what came without one is expanded before.</param>
    /// <returns>What stands in the operation's place, or null where it hasn't this quirk's shape.</returns>
    IEnumerable<RequestedOperation>? Rewrite(RequestedOperation operation, PatchReading reading);
}
