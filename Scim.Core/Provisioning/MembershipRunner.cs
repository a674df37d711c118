using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Membership calls. They take login names, so each name is made sure of first (<see cref="ConfirmedNames"/>): never the wrong person.
/// The members of one request go out side by side, as many at a time as the product is allowed to bear.
/// </summary>
internal sealed class MembershipRunner(IProductAdapter adapter, IResourceStore resources, ConfirmedNames names, ProductOptions options)
{
    public Task AddAsync(StepReport report, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        ChangeAsync(report, ids, adapter.Groups.AddMembersAsync, report.Add, lostIsDone: false, ct);

    public Task RemoveAsync(StepReport report, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        ChangeAsync(report, ids, adapter.Groups.RemoveMembersAsync, report.Remove, lostIsDone: true, ct);

    /// <summary>An account, just made or read, joins a group that need not be a SCIM resource.</summary>
    /// <exception cref="ProductException">Unavailable, if the product has no such group: the configuration names it, an administrator must act.</exception>
    public async Task JoinAsync(string groupName, ProductUser account, CancellationToken ct)
    {
        try
        {
            var failures = await adapter.Groups.AddMembersAsync(GroupNamed(groupName), [new(account.Key, account.Name)], ct);
            ThrowFirst(failures);
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            throw new ProductException(
                new ProductFault.Unavailable(
                    $"{adapter.Descriptor.DisplayName} has no group '{groupName}', which Scim:Users:DefaultGroups names. Make it, or change the setting."),
                e);
        }
    }

    /// <summary>An account leaves a group; a group that is gone has been left.</summary>
    public async Task LeaveAsync(ProductGroup group, ProductUser account, CancellationToken ct)
    {
        try
        {
            var name = names.Trusted(account.Key, account.Name, DateTimeOffset.MinValue);
            if (name is null)
            {
                if (await adapter.Users.FindAsync(account, ct) is not { } live)
                {
                    return;
                }

                names.Confirm(live);
                name = live.Name;
            }

            var failures = await adapter.Groups.RemoveMembersAsync(group, [new(account.Key, name)], ct);
            ThrowFirst(failures.Where(f => f.Fault is not ProductFault.NotFound));
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // The group is gone, and with it the membership.
        }
    }

    /// <summary>A group that is known by its name only, as the configuration names it.</summary>
    private static ProductGroup GroupNamed(string name) => new(new(name), name);

    private async Task ChangeAsync(
        StepReport report,
        IReadOnlyCollection<string> ids,
        Func<ProductGroup, IReadOnlyList<MemberRef>, CancellationToken, Task<IReadOnlyList<MemberFailure>>> send,
        Action<IEnumerable<string>> done,
        bool lostIsDone,
        CancellationToken ct)
    {
        var links = await resources.FindLinksAsync(ids, ct);
        var batches = links.Chunk(adapter.Descriptor.MembersPerCall);
        var inParallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = ct };
        await Parallel.ForEachAsync(batches, inParallel, async (batch, token) =>
        {
            if (!report.IsDone)
            {
                return;
            }

            try
            {
                done(await SendAsync(batch));
            }
            catch (ProductException e) when (e.Fault is ProductFault.NotFound)
            {
                report.IsLost = true;
            }
            catch (ProductException e)
            {
                report.Fault ??= e.Fault;
            }

            async Task<IEnumerable<string>> SendAsync(MemberLink[] members)
            {
                var byKey = members.ToDictionary(m => m.Key);
                var (refs, asked) = await ConfirmAsync(members, token);
                var failures = refs.Count == 0 ? [] : await send(report.Group!, refs, token);
                var again = failures.Where(f => f.Fault is ProductFault.NotFound && !asked.Contains(f.Member.Key)).Select(f => byKey[f.Member.Key]).ToArray();
                if (again.Length > 0)
                {
                    // The trusted name was too old after all: read it by key once and send again.
                    Array.ForEach(again, m => names.Forget(m.Key));
                    (refs, _) = await ConfirmAsync([.. again.Select(m => m with { NameConfirmedAt = DateTimeOffset.MinValue })], token);
                    failures = [.. failures.Where(f => !again.Any(m => m.Key == f.Member.Key)), .. refs.Count == 0 ? [] : await send(report.Group!, refs, token)];
                }

                report.Fault ??= failures.FirstOrDefault(f => f.Fault is not ProductFault.NotFound)?.Fault;
                return members
                    .Where(m => (lostIsDone || refs.Exists(r => r.Key == m.Key) || again.Length > 0) && !failures.Any(f => f.Member.Key == m.Key))
                    .Select(m => m.Id);
            }
        });
    }

    private async Task<(List<MemberRef> Refs, HashSet<ProductKey> Asked)> ConfirmAsync(IEnumerable<MemberLink> members, CancellationToken ct)
    {
        var refs = new List<MemberRef>();
        var asked = new HashSet<ProductKey>();
        foreach (var member in members)
        {
            var name = names.Trusted(member.Key, member.ProductName, member.NameConfirmedAt);
            if (name is null)
            {
                asked.Add(member.Key);
                if (await adapter.Users.FindAsync(new(member.Key, member.ProductName, member.ProductName, null, true), ct) is not { } live)
                {
                    continue;
                }

                names.Confirm(live);
                name = live.Name;
            }

            refs.Add(new(member.Key, name));
        }

        return (refs, asked);
    }

    private static void ThrowFirst(IEnumerable<MemberFailure> failures)
    {
        if (failures.FirstOrDefault() is { } failure)
        {
            throw new ProductException(failure.Fault);
        }
    }
}
