using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Looking at users. The mirror answers; one user alone is refreshed by its key, one product call; a name that the mirror doesn't have is
/// asked of the product, so that accounts made before the gateway are found instead of doubled.
/// </summary>
internal sealed class UserReads(ProvisioningContext context)
{
    /// <summary>How long after our own write a 404 may be another node of the product's cluster that hasn't heard yet.</summary>
    private static readonly TimeSpan Replication = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private ResourceType Type => context.Catalog.User;

    private AttributeDefinition Groups => Type.Groups!;

    /// <summary>The user as the mirror has it.</summary>
    /// <exception cref="ScimException">404.</exception>
    public async Task<StoredResource> FindAsync(string id, CancellationToken ct) =>
        await context.Resources.FindAsync(Type, id, ct) is { State: not LinkState.Missing } stored ? stored : throw NotFound(id);

    public async Task<StoredResource> GetAsync(string id, AuditTrail trail, CancellationToken ct)
    {
        var stored = await FindAsync(id, ct);
        trail.Resource = ProvisioningContext.Describe(stored);
        return context.Users.Reads is Reads.Live ? await RefreshAsync(stored, trail, ct) ?? throw NotFound(id) : stored;
    }

    public Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct) =>
        SearchAsync(context.QueryFor(request, Type), trail, ct);

    /// <summary>A query on users alone.</summary>
    public async Task<ResourcePage> SearchAsync(ResourceQuery query, AuditTrail trail, CancellationToken ct)
    {
        var page = await context.Resources.QueryAsync(query, ct);
        return query.Types[0].Filter is { } filter && page.Total == 0
            ? await AskAsync(filter, query, trail, ct)
            : await CheckAsync(page, query, trail, ct);
    }

    /// <summary>A page that holds one user alone, whom a filter found, with that user as the product has it now.</summary>
    public async Task<ResourcePage> CheckAsync(ResourcePage page, ResourceQuery query, AuditTrail trail, CancellationToken ct) =>
        page is { Total: 1, Resources: [var only] }
        && context.Users.Reads is Reads.Live
        && query.Types.FirstOrDefault(t => t.Type == Type) is { Filter: { } filter }
        && only.Resource.Type == Type
            ? await CheckAsync(only, filter, trail, ct)
            : page;

    /// <summary>
    /// The user as the product has it now, or null where the product lost the account. A change made in the product is written to the
    /// mirror, with an entry of its own in the audit log.
    /// </summary>
    public async Task<StoredResource?> RefreshAsync(StoredResource stored, AuditTrail trail, CancellationToken ct)
    {
        if (await LookAsync(stored.Link!, ct) is not { } live)
        {
            await MarkMissingAsync(stored, trail, ct);
            return null;
        }

        var refreshed = ProductMirror.Refresh(stored, live, context.Now);
        return ReferenceEquals(refreshed, stored) ? stored : await WriteDriftAsync(stored, refreshed, trail, ct);
    }

    /// <summary>The linked account, asked again for a while where we wrote to it a moment ago.</summary>
    public async Task<ProductUser?> LookAsync(ProductLink link, CancellationToken ct)
    {
        while (true)
        {
            var live = await context.Adapter.Users.FindAsync(link.AsUser(), ct);
            if (live is not null || link.WrittenAt is not { } written || context.Time.GetUtcNow() - written >= Replication)
            {
                return live;
            }

            await Task.Delay(BetweenLooks, context.Time, ct);
        }
    }

    /// <summary>Writes that the product lost the account: invisible from now on, until its name is created again.</summary>
    public async Task MarkMissingAsync(StoredResource stored, AuditTrail trail, CancellationToken ct)
    {
        var missing = stored with { State = LinkState.Missing, Version = stored.Version + 1, LastModified = context.Now };
        var entry = trail.Aside(
            AuditAction.DriftMissing, [], ProvisioningContext.Describe(stored), $"{context.Product.DisplayName} has no account with this key any more.");
        await TryWriteAsync(missing, stored.Version, entry, ct);
    }

    /// <summary>
    /// The users with their <c>groups</c> (RFC 7643 §4.1.2), which are the store's relation seen from the other side: for answers, and never
    /// to be stored. They are no part of a version: a change of members stamps the group it is made at, not 100 000 users, so a user's ETag
    /// tells of what can be written at the user (RFC 7644 §3.14 leaves to the service provider what makes a version).
    /// </summary>
    public async Task<ImmutableArray<StoredResource>> WithGroupsAsync(ImmutableArray<StoredResource> users, CancellationToken ct)
    {
        var (value, display, kind) = (Groups.Value!, Groups.Sub("display")!, Groups.Sub("type")!);
        var direct = new ScimValue.Text("direct");
        var memberships = await context.Members.GroupsOfAsync([.. users.Where(u => u.Resource.Type == Type).Select(u => u.Id)], ct);
        var elements = new Dictionary<Member, ScimValue>(ReferenceEqualityComparer.Instance);
        return [.. users.Select(user => memberships[user.Id].Select(Element).ToImmutableArray() is { IsEmpty: false } list
            ? user with { Resource = user.Resource.With(Groups, new ScimValue.Many(list)) }
            : user)];

        ScimValue Element(Member group) => elements.TryGetValue(group, out var made) ? made : elements[group] = new ScimValue.Complex(AttributeSet.Of(
        [
            (value, new ScimValue.Text(group.Id)),
            (display, new ScimValue.Text(group.Display ?? group.Id)),
            (kind, direct),
        ]));
    }

    public static ScimException NotFound(string id) => new(ScimError.NotFound($"User {id} does not exist."));

    private async Task<ResourcePage> CheckAsync(StoredResource only, BoundFilter filter, AuditTrail trail, CancellationToken ct)
    {
        trail.Resource = ProvisioningContext.Describe(only);
        var live = await RefreshAsync(only, trail, ct);
        if (live is null)
        {
            return ResourcePage.Empty;
        }

        var whole = LookupPlan.Concerns(filter, Groups) ? (await WithGroupsAsync([live], ct))[0] : live;
        return FilterEvaluator.Matches(filter, whole.Resource) ? new(1, [live]) : ResourcePage.Empty;
    }

    private async Task<ResourcePage> AskAsync(BoundFilter filter, ResourceQuery query, AuditTrail trail, CancellationToken ct)
    {
        if (!LookupPlan.TryFind(filter, Type.Attribute("userName")!, out var name))
        {
            return ResourcePage.Empty;
        }

        if (await context.Resources.FindByProductNameAsync(Type, context.Product.TryUserName(name) ?? name, ct) is { } holder)
        {
            // Either the mirror is behind with the rest of the filter, or the resource has another userName: found then only if Entra's soft
            // deletion is what made it another.
            return holder.State is not LinkState.Missing
                && (Comparable.Fold(holder.Name) == Comparable.Fold(name) || SoftDeletedName.IsOf(holder.Name, name))
                ? await CheckHolderAsync(holder, filter, query, trail, ct)
                : ResourcePage.Empty;
        }

        if (await context.Resources.FindByNameAsync(Type, name, ct) is { State: LinkState.Missing })
        {
            return ResourcePage.Empty;
        }

        await context.EnsureSiteAsync(ct);
        if (context.Product.TryUserName(name) is not { } productName
            || await context.Adapter.Users.FindByNameAsync(productName, ct) is not { } account
            || context.Protection.ReasonAgainst(account) is not null)
        {
            return ResourcePage.Empty;
        }

        var seen = await LinkSeenAsync(account, ct);
        if (seen is null || !FilterEvaluator.Matches(filter, seen.Resource))
        {
            return ResourcePage.Empty;
        }

        trail.Resource = ProvisioningContext.Describe(seen);
        return Page(seen, query);
    }

    /// <summary>The holder of a product name is found by that name; the rest of the filter must hold as it is.</summary>
    private async Task<ResourcePage> CheckHolderAsync(
        StoredResource holder, BoundFilter filter, ResourceQuery query, AuditTrail trail, CancellationToken ct)
    {
        trail.Resource = ProvisioningContext.Describe(holder);
        var user = context.Users.Reads is Reads.Live ? await RefreshAsync(holder, trail, ct) : holder;
        return user is not null
            && FilterEvaluator.Matches(filter, user.Resource.With(Type.Attribute("userName")!, new ScimValue.Text(user.Link!.Name)))
            ? Page(user, query)
            : ResourcePage.Empty;
    }

    private static ResourcePage Page(StoredResource only, ResourceQuery query) =>
        new(1, query is { Limit: > 0, Offset: 0 } ? ImmutableArray.Create(only) : []);

    /// <summary>Links an account that a look-up found; null where it belongs to another resource, or to a deleted one.</summary>
    private async Task<StoredResource?> LinkSeenAsync(ProductUser account, CancellationToken ct)
    {
        await using var turn = await context.EnterAsync([ProvisioningContext.NameKey(Type, account.Name)], ct);
        if (await context.Resources.FindByNameAsync(Type, account.Name, ct) is { State: not LinkState.Missing } other)
        {
            return other;
        }

        if (await context.Resources.FindByKeyAsync(Type, account.Key, ct) is not null
            || await context.Resources.FindTombstoneAsync(Type, account.Key, ct) is not null
            || await context.Journal.FindByNameAsync(Type.Name, Comparable.Fold(account.Name), ct) is not null)
        {
            return null;
        }

        var now = context.Now;
        var seen = ProvisioningContext.Stamp(new(
            context.NewId(), ProductMirror.UserOf(account, Type), account.Name, LinkState.Seen, ProductLink.To(account, now), 1, now, now));
        await context.Store.WriteAsync(unit => unit.InsertAsync(seen), ct);
        return seen;
    }

    private async Task<StoredResource> WriteDriftAsync(StoredResource stored, StoredResource refreshed, AuditTrail trail, CancellationToken ct)
    {
        // Somebody may be changing the user at this moment; what was read then is the change, not a drift.
        await using var turn = await context.EnterAsync([ProvisioningContext.ResourceKey(stored.Id)], ct);
        var current = await FindAsync(stored.Id, ct);
        if (current.Version != stored.Version || current.Link != stored.Link)
        {
            return current;
        }

        if (refreshed.Resource == stored.Resource)
        {
            await TryWriteAsync(refreshed, stored.Version, null, ct);
            return refreshed;
        }

        var next = context.NextVersion(refreshed);
        var changes = AttributeChanges.Between(stored.Resource, next.Resource);
        var drift = trail.Aside(AuditAction.DriftSeen, changes, ProvisioningContext.Describe(next), $"Changed in {context.Product.DisplayName}.");
        return await TryWriteAsync(next, stored.Version, drift, ct) ? next : stored;
    }

    /// <summary>False where somebody else was first, or where the product's new name is another resource's in SCIM.</summary>
    private async Task<bool> TryWriteAsync(StoredResource changed, long expected, AuditEntry? entry, CancellationToken ct)
    {
        try
        {
            await context.Store.WriteAsync(
                async unit =>
                {
                    await unit.UpdateAsync(changed, expected);
                    if (entry is not null)
                    {
                        await unit.AppendAsync(entry);
                    }
                },
                ct);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }
}
