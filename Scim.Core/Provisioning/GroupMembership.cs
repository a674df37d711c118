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
    /// The steps of a change. What is named is always sent, as an administrator may have changed it meanwhile; a replacement reads the
    /// product's list first and compares the users that are ours.
    /// </summary>
    public async Task<ImmutableArray<Step>> PlanAsync(MemberChange change, ProductGroup? group, CancellationToken ct)
    {
        var (add, remove) = (change.Add, change.Remove);
        if (change.ReplaceAll && group is not null)
        {
            var present = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var page in reads.LinkedMembersAsync(group, ct))
            {
                present.UnionWith(page.Select(m => m.Id));
            }

            (add, remove) = (change.Add.Except(present), [.. present.Except(change.Add, StringComparer.Ordinal)]);
        }

        var steps = ImmutableArray.CreateBuilder<Step>(2);
        if (!remove.IsEmpty)
        {
            steps.Add(new Step.RemoveMembers([.. remove.Order(StringComparer.Ordinal)]));
        }

        if (!add.IsEmpty)
        {
            steps.Add(new Step.AddMembers([.. add.Order(StringComparer.Ordinal)]));
        }

        return steps.ToImmutable();
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

    /// <summary>Writes to the mirror what is known to be done.</summary>
    public static async Task WriteAsync(IStoreUnit unit, string groupId, MemberChange change, StepReport report)
    {
        if (change.ReplaceAll && report.IsDone)
        {
            await unit.ClearMembersAsync(groupId);
            await unit.AddMembersAsync(groupId, change.Add);
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
}
