using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Provisioning;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints.Bulk;

/// <summary>The writes of RFC 7644 §3 on a resource of whatever type, for somebody who learns the type only from the request.</summary>
internal sealed class ResourceOperations(SchemaCatalog catalog, UserProvisioner users, GroupProvisioner groups)
{
    public Task<StoredResource> CreateAsync(ResourceType type, ReadResource body, AuditTrail trail, CancellationToken ct) =>
        IsUser(type) ? users.CreateAsync(body, trail, ct) : groups.CreateAsync(body, answersMembers: false, trail, ct);

    public Task<StoredResource> ReplaceAsync(
        ResourceType type, string id, ReadResource body, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        IsUser(type) ? users.ReplaceAsync(id, body, preconditions, trail, ct) : groups.ReplaceAsync(id, body, preconditions, trail, ct);

    public Task<StoredResource> PatchAsync(
        ResourceType type, string id, ImmutableArray<PatchOperation> operations, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        IsUser(type) ? users.PatchAsync(id, operations, preconditions, trail, ct) : groups.PatchAsync(id, operations, preconditions, trail, ct);

    public Task DeleteAsync(ResourceType type, string id, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        IsUser(type) ? users.DeleteAsync(id, preconditions, trail, ct) : groups.DeleteAsync(id, preconditions, trail, ct);

    public bool IsUser(ResourceType type) => type == catalog.User;
}
