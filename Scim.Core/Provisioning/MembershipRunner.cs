using System.Collections.Concurrent;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Membership calls. They take login names, so each name is made sure of first (<see cref="ConfirmedNames"/>): never the wrong person.
/// The members of one request go out side by side, as many at a time as the product is allowed to bear.
/// </summary>
internal sealed class MembershipRunner(
    IProductAdapter adapter, IResourceStore resources, ConfirmedNames names, Protection protection, ProductOptions options)
{
    /// <summary>
    /// Users join the group. A user who was deleted meanwhile (a DELETE waits for the groups it knows of, not for this one) doesn't stay
    /// in it; one whose account the product lost is told of in <see cref="StepReport.Gone"/>.
    /// </summary>
    public async Task AddAsync(StepReport report, IReadOnlyCollection<string> ids, CancellationToken ct)
    {
        var (links, withheld) = Withhold(report.Group!, await resources.FindLinksAsync(ids, ct));
        report.Add(withheld);
        var added = await ChangeAsync(report, links, adapter.Groups.AddMembersAsync, new(IsAddition: true), ct);
        var living = (await resources.FindLinksAsync(added, ct)).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        report.Add(added.Where(living.Contains));
        var deleted = links.Where(l => added.Contains(l.Id) && !living.Contains(l.Id)).ToArray();
        if (deleted.Length > 0)
        {
            await ChangeAsync(report, deleted, adapter.Groups.RemoveMembersAsync, new(IsAddition: false), ct);
        }
    }

    /// <param name="mayStay">Whom the product refuses to let go stays, and that is no fault.</param>
    public async Task RemoveAsync(StepReport report, IReadOnlyCollection<string> ids, bool mayStay, CancellationToken ct)
    {
        var (links, withheld) = Withhold(report.Group!, await resources.FindLinksAsync(ids, ct));
        report.Remove(withheld);
        report.Remove(await ChangeAsync(report, links, adapter.Groups.RemoveMembersAsync, new(IsAddition: false, mayStay), ct));
    }

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

    /// <summary>
    /// An account leaves a group; a group that is gone has been left. Whom the product refuses to let go (a nested group's people) stays:
    /// that is no reason to leave the account as it is.
    /// </summary>
    public async Task LeaveAsync(ProductGroup group, ProductUser account, CancellationToken ct)
    {
        try
        {
            var trusted = names.Trusted(account.Key, account.Name, DateTimeOffset.MinValue);
            if ((trusted ?? await ReadNameAsync(account, ct)) is not { } name)
            {
                return;
            }

            var failures = await adapter.Groups.RemoveMembersAsync(group, [new(account.Key, name)], ct);
            if (trusted is not null && failures.Any(f => f.Fault is ProductFault.NotFound))
            {
                // The trusted name was too old after all: read it by key once and send again.
                names.Forget(account.Key);
                var now = await ReadNameAsync(account, ct);
                failures = now is null || now == trusted ? [] : await adapter.Groups.RemoveMembersAsync(group, [new(account.Key, now)], ct);
            }

            ThrowFirst(failures.Where(f => f.Fault is not (ProductFault.NotFound or ProductFault.Invalid)));
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // The group is gone, and with it the membership.
        }
    }

    /// <summary>An account that was made anew joins a group that it was in; one that is gone is no concern of this change.</summary>
    public async Task RejoinAsync(ProductGroup group, ProductUser account, CancellationToken ct)
    {
        try
        {
            ThrowFirst(await adapter.Groups.AddMembersAsync(group, [new(account.Key, account.Name)], ct));
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // The next change of the group makes it anew, with its members.
        }
    }

    /// <summary>
    /// Whose access is withdrawn gains and loses a group that lets people in only here, where it is remembered; the product hears of it when
    /// they are activated.
    /// </summary>
    private (IReadOnlyList<MemberLink> Told, IReadOnlyList<string> Withheld) Withhold(ProductGroup group, IReadOnlyList<MemberLink> links) =>
        protection.Of(group.Name) is GroupProtection.None || !links.Any(l => l.IsWithdrawn)
            ? (links, [])
            : ([.. links.Where(l => !l.IsWithdrawn)], [.. links.Where(l => l.IsWithdrawn).Select(l => l.Id)]);

    private async Task<string?> ReadNameAsync(ProductUser account, CancellationToken ct)
    {
        if (await adapter.Users.FindAsync(account, ct) is not { } live)
        {
            return null;
        }

        names.Confirm(live);
        return live.Name;
    }

    /// <summary>A group that is known by its name only, as the configuration names it.</summary>
    private static ProductGroup GroupNamed(string name) => new(new(name), name);

    /// <summary>Answers the ids of those that are known to be in, or out.</summary>
    private async Task<HashSet<string>> ChangeAsync(
        StepReport report,
        IReadOnlyList<MemberLink> links,
        Func<ProductGroup, IReadOnlyList<MemberRef>, CancellationToken, Task<IReadOnlyList<MemberFailure>>> send,
        Manner manner,
        CancellationToken ct)
    {
        var done = new ConcurrentBag<string>();
        var inParallel = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = ct };
        await Parallel.ForEachAsync(links.Chunk(manner.IsAddition ? adapter.Descriptor.MembersPerAddition : adapter.Descriptor.MembersPerRemoval), inParallel, async (batch, token) =>
        {
            if (!report.IsDone)
            {
                return;
            }

            try
            {
                var (sent, failures) = await SendAsync(report.Group!, batch, send, token);
                Settle(batch, sent, failures);
            }
            catch (ProductException e) when (e.Fault is ProductFault.NotFound)
            {
                report.IsLost = true;
            }
            catch (ProductException e)
            {
                report.Fail(e.Fault);
            }
        });
        return [.. done];

        void Settle(MemberLink[] batch, List<MemberRef> sent, List<MemberFailure> failures)
        {
            var refused = failures.Where(f => f.Fault is not ProductFault.NotFound).ToArray();
            if (refused.FirstOrDefault(f => !(manner.MayStay && f.Fault is ProductFault.Invalid)) is { } final)
            {
                report.Fail(final.Fault);
            }

            var missing = batch.Where(m => !sent.Exists(r => r.Key == m.Key) || failures.Exists(f => f.Member.Key == m.Key && f.Fault is ProductFault.NotFound));
            var gone = missing.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);

            // Who has no account is in no group either.
            foreach (var member in batch.Where(m => !Array.Exists(refused, f => f.Member.Key == m.Key) && !(manner.IsAddition && gone.Contains(m.Id))))
            {
                done.Add(member.Id);
            }

            if (manner.IsAddition)
            {
                report.Miss(gone);
            }
        }
    }

    /// <summary>Sends one batch; a trusted name that the product doesn't know any more is read by key once and sent again.</summary>
    private async Task<(List<MemberRef> Sent, List<MemberFailure> Failures)> SendAsync(
        ProductGroup group,
        MemberLink[] members,
        Func<ProductGroup, IReadOnlyList<MemberRef>, CancellationToken, Task<IReadOnlyList<MemberFailure>>> send,
        CancellationToken ct)
    {
        var (sent, asked) = await ConfirmAsync(members, ct);
        List<MemberFailure> failures = sent.Count == 0 ? [] : [.. await send(group, sent, ct)];
        var stale = failures.Where(f => f.Fault is ProductFault.NotFound && !asked.Contains(f.Member.Key)).Select(f => f.Member.Key).ToHashSet();
        if (stale.Count == 0)
        {
            return (sent, failures);
        }

        foreach (var key in stale)
        {
            names.Forget(key);
        }

        var (fresh, _) = await ConfirmAsync(members.Where(m => stale.Contains(m.Key)).Select(m => m with { NameConfirmedAt = DateTimeOffset.MinValue }), ct);
        failures.RemoveAll(f => stale.Contains(f.Member.Key));
        failures.AddRange(fresh.Count == 0 ? [] : await send(group, fresh, ct));
        return ([.. sent.Where(r => !stale.Contains(r.Key)), .. fresh], failures);
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

    /// <summary>How a batch is to be taken.</summary>
    private readonly record struct Manner(bool IsAddition, bool MayStay = false);
}
