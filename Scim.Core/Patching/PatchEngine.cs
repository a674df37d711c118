using System.Collections.Immutable;
using Scim.Core.Resources;

namespace Scim.Core.Patching;

/// <summary>Applies bound operations to a resource (RFC 7644 §3.5.2): in order, all or none, pure.</summary>
public static class PatchEngine
{
    /// <param name="before">The resource as it is; not changed.</param>
    /// <param name="operations">Without <see cref="PatchOperation.MembersWhere"/>.</param>
    /// <exception cref="Protocol.ScimException">400 <c>noTarget</c>, <c>mutability</c>, <c>invalidValue</c>.</exception>
    public static PatchOutcome Apply(Resource before, ImmutableArray<PatchOperation> operations) =>
        throw new NotSupportedException();
}
