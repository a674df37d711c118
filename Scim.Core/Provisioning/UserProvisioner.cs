using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Users, from a request's meaning to the product and back: resolve → lock → plan → journal → adapter → commit. Besides what is
/// named, every member may throw <see cref="Adapters.ProductException"/>; <see cref="FaultMapping"/> says what a client is told.
/// </summary>
public sealed class UserProvisioner
{
    private readonly ProvisioningContext _context;
    private readonly UserReads _reads;
    private readonly UserCreation _creation;
    private readonly UserUpdate _update;
    private readonly UserRemoval _removal;

    internal UserProvisioner(ProvisioningContext context)
    {
        _context = context;
        _reads = new(context);
        var withdrawal = new Withdrawal(context);
        _creation = new(context, _reads, withdrawal);
        _update = new(context, _reads, withdrawal);
        _removal = new(context, _reads, withdrawal);
    }

    /// <summary>POST (RFC 7644 §3.3): makes, adopts or takes over the account. Answers the new resource.</summary>
    /// <exception cref="ScimException">409 <c>uniqueness</c>: the name is another's, or the account may not be linked.</exception>
    public async Task<StoredResource> CreateAsync(ReadResource body, AuditTrail trail, CancellationToken ct)
    {
        var name = body.Resource.Text("userName")!;
        if (await _context.Journal.FindByNameAsync(_context.Catalog.User.Name, Comparable.Fold(name), ct) is { } unfinished)
        {
            await SettleAsync(unfinished, ct);
        }

        return await _creation.CreateAsync(body.Resource, UnfinishedAsync, trail, ct);
    }

    /// <summary>GET by id (§3.4.1), refreshed from the product where <see cref="UserPolicy.Reads"/> says so.</summary>
    /// <exception cref="ScimException">404.</exception>
    public Task<StoredResource> GetAsync(string id, AuditTrail trail, CancellationToken ct) => _reads.GetAsync(id, trail, ct);

    /// <summary>A query (§3.4.2). A miss on userName asks the product.</summary>
    /// <exception cref="ScimException">400 <c>invalidFilter</c>.</exception>
    public Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct) => _reads.SearchAsync(request, trail, ct);

    /// <summary>The users as they are answered where their <c>groups</c> are wanted: one question to the store, however many they are.</summary>
    public Task<ImmutableArray<StoredResource>> WithGroupsAsync(ImmutableArray<StoredResource> users, CancellationToken ct) =>
        _reads.WithGroupsAsync(users, ct);

    /// <summary>PUT (§3.5.1): what the body doesn't name loses its value, but for what the product or the service provider owns.</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>mutability</c>; 409 <c>uniqueness</c>.</exception>
    public Task<StoredResource> ReplaceAsync(string id, ReadResource body, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        _update.ChangeAsync(id, preconditions, before => Replacement.Of(before.Resource, body.Resource), UnfinishedAsync, trail, ct);

    /// <summary>PATCH (§3.5.2).</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>noTarget</c>, <c>mutability</c>, <c>invalidValue</c>; 409 <c>uniqueness</c>.</exception>
    public Task<StoredResource> PatchAsync(
        string id, ImmutableArray<PatchOperation> operations, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        _update.ChangeAsync(id, preconditions, before => PatchEngine.Apply(before.Resource, operations), UnfinishedAsync, trail, ct);

    /// <summary>DELETE (§3.6): the account is deactivated or deleted, the resource becomes a tombstone.</summary>
    /// <exception cref="ScimException">404; 412; 400 <c>mutability</c>.</exception>
    public Task DeleteAsync(string id, Preconditions preconditions, AuditTrail trail, CancellationToken ct) =>
        _removal.DeleteAsync(id, preconditions, UnfinishedAsync, trail, ct);

    /// <summary>Settles a change that was left unfinished, taking its turn first.</summary>
    internal Task SettleAsync(JournalEntry entry, CancellationToken ct) =>
        _context.SettleAsync(entry, _context.Catalog.User, UnfinishedAsync, ct);

    private Task UnfinishedAsync(JournalEntry entry) => _context.RecoverAsync(entry, (plan, trail) => (plan, entry.Action) switch
    {
        ({ Document: null }, _) => _removal.ResumeAsync(entry, trail, CancellationToken.None),
        (_, AuditAction.UserCreate) => _creation.ResumeAsync(entry, plan, trail, CancellationToken.None),
        _ => _update.ResumeAsync(entry, plan, trail, CancellationToken.None),
    });
}
