using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Filters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Looking at groups. The mirror answers, whatever the size of the group; only a displayName that it doesn't have is asked of the
/// product, and the members of a group that was found so are loaded when somebody first wants them.
/// </summary>
internal sealed class GroupReads(ProvisioningContext context)
{
    /// <summary>Members of one page, from the product to the store and from the store to the client.</summary>
    private const int PageSize = 500;

    private ResourceType Type => context.Catalog.Group;

    /// <exception cref="ScimException">404.</exception>
    public async Task<StoredResource> FindAsync(string id, CancellationToken ct) =>
        await context.Resources.FindAsync(Type, id, ct) ?? throw new ScimException(ScimError.NotFound($"Group {id} does not exist."));

    public async Task<StoredResource> GetAsync(string id, AuditTrail trail, CancellationToken ct)
    {
        var stored = await FindAsync(id, ct);
        trail.Resource = ProvisioningContext.Describe(stored);
        return stored;
    }

    public Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct) =>
        SearchAsync(context.QueryFor(request, Type), trail, ct);

    /// <summary>A query on groups alone.</summary>
    public async Task<ResourcePage> SearchAsync(ResourceQuery query, AuditTrail trail, CancellationToken ct)
    {
        if (query.Types[0].Filter is { } concerned
            && LookupPlan.TryFind(concerned, Type.Common.Id, out var id)
            && LookupPlan.Concerns(concerned, Type.Members!)
            && await context.Resources.FindAsync(Type, id, ct) is { } group)
        {
            await LoadAsync(group, trail, ct);
        }

        var page = await context.Resources.QueryAsync(query, ct);
        return page.Total == 0 && query.Types[0].Filter is { } filter ? await AskAsync(filter, query, trail, ct) : page;
    }

    /// <summary>The members, page by page; the first page is read when the task ends, so that a fault comes before any output.</summary>
    public async Task<IAsyncEnumerable<Member>> MembersAsync(StoredResource group, AuditTrail trail, CancellationToken ct)
    {
        await LoadAsync(group, trail, ct);
        var first = await context.Members.ListAsync(group.Id, null, PageSize, ct);
        return RestAsync(first, ct);

        async IAsyncEnumerable<Member> RestAsync(IReadOnlyList<Member> page, [EnumeratorCancellation] CancellationToken token)
        {
            while (page.Count > 0)
            {
                foreach (var member in page)
                {
                    yield return member;
                }

                page = page.Count < PageSize ? [] : await context.Members.ListAsync(group.Id, page[^1].Id, PageSize, token);
            }
        }
    }

    /// <summary>Turns operations that select members by other things than their id into ids (a value path such as <c>members[display eq "Ann"]</c>).</summary>
    public async Task<ImmutableArray<PatchOperation>> ResolveAsync(
        StoredResource group, ImmutableArray<PatchOperation> operations, AuditTrail trail, CancellationToken ct)
    {
        if (!operations.Any(o => o is PatchOperation.MembersWhere))
        {
            return operations;
        }

        var resolved = ImmutableArray.CreateBuilder<PatchOperation>(operations.Length);
        foreach (var operation in operations)
        {
            resolved.Add(operation is PatchOperation.MembersWhere where
                ? new PatchOperation.Members(MemberChange.Removing(await SelectAsync(where.Condition)))
                : operation);
        }

        return resolved.MoveToImmutable();

        async Task<List<string>> SelectAsync(BoundFilter condition)
        {
            var members = Type.Members!;
            var selected = new List<string>();
            await foreach (var member in await MembersAsync(group, trail, ct))
            {
                var element = AttributeSet.Empty
                    .With(members.Value!, new ScimValue.Text(member.Id))
                    .With(members.Sub("type")!, new ScimValue.Text("User"))
                    .With(members.Sub("display")!, member.Display is null ? null : new ScimValue.Text(member.Display));
                if (FilterEvaluator.MatchesElement(condition, new ScimValue.Complex(element), members))
                {
                    selected.Add(member.Id);
                }
            }

            return selected;
        }
    }

    /// <summary>Brings the members of a group that was only seen so far into the store.</summary>
    private async Task LoadAsync(StoredResource group, AuditTrail trail, CancellationToken ct)
    {
        if (group.Link is not { MembersKnown: false })
        {
            return;
        }

        await using var turn = await context.EnterAsync([ProvisioningContext.ResourceKey(group.Id)], ct);
        var current = await FindAsync(group.Id, ct);
        if (current.Link is not { MembersKnown: false } link)
        {
            return;
        }

        var linked = new List<string>();
        try
        {
            await foreach (var page in LinkedMembersAsync(link.AsGroup(), ct))
            {
                linked.AddRange(page.Select(m => m.Id));
            }
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            trail.Note($"{context.Product.DisplayName} has no group '{link.Name}' any more.");
            return;
        }

        trail.Note($"Read the members of '{link.Name}' from {context.Product.DisplayName} for the first time.");
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.ClearMembersAsync(current.Id);
                await unit.AddMembersAsync(current.Id, linked);
                await unit.UpdateAsync(current with { Link = link with { MembersKnown = true } }, current.Version);
            },
            ct);
    }

    /// <summary>Those of the product's members that are users of ours; the others (nested groups' people, local accounts) are none of our business.</summary>
    public async IAsyncEnumerable<IReadOnlyList<MemberLink>> LinkedMembersAsync(ProductGroup group, [EnumeratorCancellation] CancellationToken ct)
    {
        var keys = new List<ProductKey>(PageSize);
        await foreach (var account in context.Adapter.Groups.ListMembersAsync(group, ct))
        {
            keys.Add(account.Key);
            if (keys.Count == PageSize)
            {
                yield return await context.Resources.FindLinksByKeyAsync(keys, ct);
                keys.Clear();
            }
        }

        if (keys.Count > 0)
        {
            yield return await context.Resources.FindLinksByKeyAsync(keys, ct);
        }
    }

    private async Task<ResourcePage> AskAsync(BoundFilter filter, ResourceQuery query, AuditTrail trail, CancellationToken ct)
    {
        if (!LookupPlan.TryFind(filter, Type.Attribute("displayName")!, out var displayName)
            || await context.Resources.FindByNameAsync(Type, displayName, ct) is not null)
        {
            return ResourcePage.Empty;
        }

        // An alias still occupies its product name: the group is linked under another SCIM name, and a look-up says nothing of it.
        var productName = context.Product.TryGroupName(context.Groups, displayName);
        if (productName is null
            || context.Groups.KeptFor(displayName, productName) is not null
            || await context.Resources.FindByProductNameAsync(Type, productName, ct) is not null
            || await context.Adapter.Groups.FindByNameAsync(productName, ct) is not { } group
            || await LinkSeenAsync(group, displayName, ct) is not { } seen
            || !FilterEvaluator.Matches(filter, seen.Resource))
        {
            return ResourcePage.Empty;
        }

        trail.Resource = ProvisioningContext.Describe(seen);
        return new(1, query.Limit > 0 ? ImmutableArray.Create(seen) : []);
    }

    private async Task<StoredResource?> LinkSeenAsync(ProductGroup group, string displayName, CancellationToken ct)
    {
        // In the product's own case, unless the product can't hold the name as SCIM has it.
        var isAsInScim = Comparable.Fold(context.Groups.InProduct(displayName)) == Comparable.Fold(group.Name);
        var name = isAsInScim && context.Groups.KeptFor(displayName, group.Name) is null ? context.Groups.InScim(group.Name) : displayName;
        await using var turn = await context.EnterAsync([ProvisioningContext.NameKey(Type, name)], ct);
        if (await context.Resources.FindByNameAsync(Type, name, ct) is { } other)
        {
            return other;
        }

        if (await context.Resources.FindByKeyAsync(Type, group.Key, ct) is not null
            || await context.Journal.FindByNameAsync(Type.Name, Comparable.Fold(name), ct) is not null)
        {
            return null;
        }

        var now = context.Now;
        var resource = new Resource(Type).With(Type.Attribute("displayName")!, new ScimValue.Text(name));
        var link = new ProductLink(group.Key, group.Name) { NameConfirmedAt = now, MembersKnown = false };
        var seen = ProvisioningContext.Stamp(new(context.NewId(), resource, name, LinkState.Seen, link, 1, now, now));
        await context.Store.WriteAsync(unit => unit.InsertAsync(seen), ct);
        return seen;
    }
}
