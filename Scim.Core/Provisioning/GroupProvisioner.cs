using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>Groups, from a request's meaning to the product and back: resolve → lock → plan → journal → adapter → commit.</summary>
public sealed class GroupProvisioner
{
    /// <summary>POST (RFC 7644 §3.3): makes or adopts the group. Answers the new resource.</summary>
    public Task<StoredResource> CreateAsync(ReadResource body, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>GET by id (§3.4.1), from the mirror.</summary>
    public Task<StoredResource> GetAsync(string id, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>A query (§3.4.2). A miss on displayName asks the product.</summary>
    public Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>PUT (§3.5.1).</summary>
    public Task<StoredResource> ReplaceAsync(string id, ReadResource body, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>PATCH (§3.5.2).</summary>
    public Task<StoredResource> PatchAsync(string id, ImmutableArray<PatchOperation> operations, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>DELETE (§3.6): the group is deleted or unlinked, the resource becomes a tombstone.</summary>
    public Task DeleteAsync(string id, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();

    /// <summary>
    /// The group's members, page by page; loaded from the product first where the store doesn't know them yet. The first page is
    /// there when the task is, so that a fault comes before the answer has begun.
    /// </summary>
    public Task<IAsyncEnumerable<Member>> MembersAsync(StoredResource group, AuditTrail trail, CancellationToken ct) =>
        throw new NotSupportedException();
}
