using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>From what a request does to a group's members to what the product is told.</summary>
internal sealed class GroupMembership(ProvisioningContext context, GroupReads reads)
{
    /// <summary>
    /// Checks the ids of a change: an id that is to become a member is one of our users, or nothing is done. Ids to be removed that are
    /// nobody's are passed over.
    /// </summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c> naming the id.</exception>
    public async Task<MemberChange> CheckAsync(MemberChange change, CancellationToken ct)
    {
        if (change.IsNone)
        {
            return change;
        }

        var known = (await context.Resources.FindLinksAsync(change.Add.Union(change.Remove), ct)).ToDictionary(l => l.Id, StringComparer.Ordinal);
        var unknown = change.Add.Where(id => !known.TryGetValue(id, out var link) || link.State is LinkState.Missing).Order(StringComparer.Ordinal).FirstOrDefault();
        return unknown is not null
            ? throw new ScimException(ScimError.InvalidValue("members.value", $"'{unknown}'", "the id of an existing User"))
            : change with { Remove = [.. change.Remove.Where(known.ContainsKey)] };
    }

    /// <summary>
    /// The users of a change whose access is withdrawn, where the group would let them in: what the change means for them is decided by
    /// whether they stay so, and their turn is needed for that.
    /// </summary>
    public async Task<IEnumerable<string>> WithdrawnAsync(string groupName, MemberChange change, CancellationToken ct) =>
        change.IsNone || !context.Product.Can(ProductCapabilities.RemoveAccess) || context.Protection.Of(groupName) is GroupProtection.None
            ? []
            : (await context.Resources.FindLinksAsync(change.Add.Union(change.Remove), ct)).Where(l => l.IsWithdrawn).Select(l => l.Id);

    /// <summary>
    /// The steps of a change. What is named is always sent, as an administrator may have changed it meanwhile; a replacement reads the
    /// product's list first and compares the users that are ours. The others stay, and so do those who are protected.
    /// </summary>
    public async Task<MembershipPlan> PlanAsync(MemberChange change, ProductGroup? group, CancellationToken ct)
    {
        if (!change.ReplaceAll || group is null)
        {
            return new(Steps(change.Add, change.Remove, mayStay: false));
        }

        var present = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var leaving = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var page in reads.LinkedMembersAsync(group, ct))
            {
                present.UnionWith(page.Select(m => m.Id));
                leaving.UnionWith(page.Where(m => !change.Add.Contains(m.Id) && MayBeRemoved(m)).Select(m => m.Id));
            }
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            return new([], IsLost: true);
        }

        var found = present.ToImmutable();
        return new(Steps(change.Add.Except(found), leaving.ToImmutable(), mayStay: true), found);
    }

    /// <summary>The users of ours that the product has in the group; null, and the fault in the report, where it doesn't say.</summary>
    public async Task<ImmutableHashSet<string>?> PresentAsync(ProductGroup group, StepReport report, CancellationToken ct)
    {
        var present = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        try
        {
            await foreach (var page in reads.LinkedMembersAsync(group, ct))
            {
                present.UnionWith(page.Select(m => m.Id));
            }

            return present.ToImmutable();
        }
        catch (ProductException e)
        {
            if (e.Fault is ProductFault.NotFound)
            {
                report.IsLost = true;
            }
            else
            {
                report.Fail(e.Fault);
            }

            return null;
        }
    }

    /// <summary>Whether all of the product's members are among these users; reads no further than the first who isn't.</summary>
    public async Task<bool> HoldsNobodyButAsync(ProductGroup group, ImmutableHashSet<string> ids, CancellationToken ct)
    {
        await foreach (var account in context.Adapter.Groups.ListMembersAsync(group, ct))
        {
            if (await context.Resources.FindLinksByKeyAsync([account.Key], ct) is not [var link] || !ids.Contains(link.Id))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a member that no request names may be taken out.</summary>
    public bool MayBeRemoved(MemberLink member) =>
        context.Protection.ReasonAgainst(new(member.Key, member.ProductName, member.ProductName, null, true)) is null;

    /// <summary>Why a change that was sent isn't what was asked for, for good; null where it is, or may still become so.</summary>
    public ScimError? RefusalOf(MemberChange change, StepReport report) => report switch
    {
        { Fault: { } fault } => FaultMapping.MayPass(fault) ? null : FaultMapping.ToScim(fault),
        _ => report.Gone.Where(change.Add.Contains).Order(StringComparer.Ordinal).FirstOrDefault() is { } gone
            ? ScimError.InvalidValue($"members.value: user '{gone}' can't become a member, as {context.Product.DisplayName} has no account of this user any more.")
            : null,
    };

    /// <summary>Writes to the mirror what is known to be done.</summary>
    /// <param name="present">Whom a replacement found in the group.</param>
    public static async Task WriteAsync(IStoreUnit unit, string groupId, ImmutableHashSet<string>? present, StepReport report)
    {
        if (report.Created || (present is not null && report.IsDone))
        {
            var members = report.Created ? [] : present!;
            await unit.ClearMembersAsync(groupId);
            await unit.AddMembersAsync(groupId, members.Except(report.Removed).Union(report.Added));
            return;
        }

        if (report.Removed is { Length: > 0 } removed)
        {
            await unit.RemoveMembersAsync(groupId, removed);
        }

        if (report.Added is { Length: > 0 } added)
        {
            await unit.AddMembersAsync(groupId, added);
        }
    }

    private static ImmutableArray<Step> Steps(ImmutableHashSet<string> add, ImmutableHashSet<string> remove, bool mayStay)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(2);
        if (!remove.IsEmpty)
        {
            steps.Add(new Step.RemoveMembers([.. remove.Order(StringComparer.Ordinal)], mayStay));
        }

        if (!add.IsEmpty)
        {
            steps.Add(new Step.AddMembers([.. add.Order(StringComparer.Ordinal)]));
        }

        return steps.ToImmutable();
    }
}
