using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Groups, from a request's meaning to the product and back: resolve → lock → plan → journal → adapter → commit. Besides what is
/// named, every member may throw <see cref="Adapters.ProductException"/>; <see cref="FaultMapping"/> says what a client is told.
/// </summary>
public sealed class GroupProvisioner
{
    private readonly ProvisioningContext _context;
    private readonly GroupReads _reads;
    private readonly GroupCreation _creation;
    private readonly GroupUpdate _update;
    private readonly GroupRemoval _removal;

    internal GroupProvisioner(ProvisioningContext context)
    {
        _context = context;
        _reads = new(context);
        var membership = new GroupMembership(context, _reads);
        _creation = new(context, membership);
        _update = new(context, _reads, membership);
        _removal = new(context, _reads, membership);
    }

    /// <summary>POST (RFC 7644 §3.3): makes or adopts the group. Answers the new resource.</summary>
    /// <param name="answersMembers">Whether the client will be shown the members: then they are read while a fault can still be told.</param>
    /// <exception cref="ScimException">409 <c>uniqueness</c>; 400 <c>invalidValue</c> for a member that is no user of ours.</exception>
    public async Task<StoredResource> CreateAsync(ReadResource body, bool answersMembers, AuditTrail trail, CancellationToken ct)
    {
        var name = Comparable.Fold(body.Resource.Text("displayName")!);
        if (await _context.Journal.FindByNameAsync(_context.Catalog.Group.Name, name, ct) is { } unfinished)
        {
            await SettleAsync(unfinished, ct);
        }

        return await _creation.CreateAsync(body, answersMembers, UnfinishedAsync, trail, ct);
    }

    /// <summary>GET by id (§3.4.1), from the mirror.</summary>
    /// <exception cref="ScimException">404.</exception>
    public Task<StoredResource> GetAsync(string id, AuditTrail trail, CancellationToken ct) => _reads.GetAsync(id, trail, ct);

    /// <summary>A query (§3.4.2). A miss on displayName asks the product.</summary>
    /// <exception cref="ScimException">400 <c>invalidFilter</c>.</exception>
    public Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct) => _reads.SearchAsync(request, trail, ct);

    /// <summary>
    /// The group's members, page by page; loaded from the product first where the store doesn't know them yet. The first page is
    /// there when the task is, so that a fault comes before the answer has begun.
    /// </summary>
    public Task<IAsyncEnumerable<Member>> MembersAsync(StoredResource group, AuditTrail trail, CancellationToken ct) =>
        _reads.MembersAsync(group, trail, ct);

    /// <summary>PUT (§3.5.1). Members are replaced only where the body names them, an empty array empties the group.</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>mutability</c>, <c>invalidValue</c>; 409 <c>uniqueness</c>.</exception>
    public Task<StoredResource> ReplaceAsync(
        string id, ReadResource body, Preconditions preconditions, AuditTrail trail, CancellationToken ct) => _update.ChangeAsync(
        id,
        preconditions,
        before => Task.FromResult(Replacement.Of(before.Resource, body.Resource) with
        {
            Members = body.Members is { } members ? MemberChange.ReplacingWith(members) : MemberChange.None,
        }),
        UnfinishedAsync,
        trail,
        ct);

    /// <summary>PATCH (§3.5.2).</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>noTarget</c>, <c>mutability</c>, <c>invalidValue</c>; 409 <c>uniqueness</c>.</exception>
    public Task<StoredResource> PatchAsync(
        string id, ImmutableArray<PatchOperation> operations, Preconditions preconditions, AuditTrail trail, CancellationToken ct) => _update.ChangeAsync(
        id,
        preconditions,
        async before => PatchEngine.Apply(before.Resource, await _reads.ResolveAsync(before, operations, trail, ct)),
        UnfinishedAsync,
        trail,
        ct);

    /// <summary>DELETE (§3.6): the group is deleted or unlinked, the resource becomes a tombstone.</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>mutability</c>.</exception>
    public Task DeleteAsync(string id, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        _removal.DeleteAsync(id, preconditions, UnfinishedAsync, trail, ct);

    /// <summary>Settles a change that was left unfinished, taking its turn first.</summary>
    internal Task SettleAsync(JournalEntry entry, CancellationToken ct) =>
        _context.SettleAsync(entry, _context.Catalog.Group, UnfinishedAsync, ct);

    private Task UnfinishedAsync(JournalEntry entry) => _context.RecoverAsync(entry, (plan, trail) => (plan, entry.Action) switch
    {
        ({ Document: null }, _) => _removal.ResumeAsync(entry, trail, CancellationToken.None),
        (_, AuditAction.GroupCreate) => _creation.ResumeAsync(entry, plan, trail, CancellationToken.None),
        _ => _update.ResumeAsync(entry, plan, trail, CancellationToken.None),
    });
}
