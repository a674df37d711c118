using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>What became of an operation: the status that it would have had alone, and what its answer shows (RFC 7644 §3.7.3).</summary>
/// <param name="Id">The resource's; null where it was not made, and where nobody knows whom the path means.</param>
/// <param name="Version">The entity tag of the resource, where it stays.</param>
internal sealed record BulkOutcome(BulkCall Call, int Status, string? Id, string? Version, ScimError? Error)
{
    public static BulkOutcome Of(BulkCall call, int status, StoredResource resource) => new(call, status, resource.Id, resource.ETag, null);

    public static BulkOutcome Failed(BulkCall call, string? id, ScimError error) => new(call, error.Status, id, null, error);
}
