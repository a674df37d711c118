using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>DELETE of a group: one that we made is deleted; one that we adopted is unlinked after its linked members have left it.</summary>
internal sealed class GroupRemoval(ProvisioningContext context, GroupReads reads, GroupMembership membership)
{
    private ResourceType Type => context.Catalog.Group;

    public async Task DeleteAsync(
        string id, Preconditions preconditions, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        trail.Action = AuditAction.GroupDelete;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureSiteAsync(ct);
        await using var turn = await context.EnterAsync([ProvisioningContext.ResourceKey(id)], ct);
        if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
        {
            await resume(unfinished);
        }

        var stored = await reads.FindAsync(id, ct);
        preconditions.Demand(stored.ETag);
        trail.Resource = ProvisioningContext.Describe(stored);
        if (context.Protection.Of(stored.Link!.Name) is not GroupProtection.None)
        {
            throw new ScimException(ScimError.Mutability(
                $"Group {id} can't be deleted: '{stored.Link!.Name}' grants administration of or access to {context.Product.DisplayName}, or Scim:Groups:Protected names it."));
        }

        var steps = await PlanAsync(stored, ct);
        var entry = await context.OpenAsync(Type, id, [stored.Name], new(trail.RequestId, trail.Actor, null, [], null, steps), trail, ct);
        await RunAsync(entry, stored, steps, trail);
    }

    public async Task ResumeAsync(JournalEntry entry, AuditTrail trail, CancellationToken ct)
    {
        if (await context.Resources.FindAsync(Type, entry.ResourceId, ct) is not { Link: not null } stored)
        {
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return;
        }

        trail.Resource = ProvisioningContext.Describe(stored);
        await RunAsync(entry, stored, await PlanAsync(stored, ct), trail);
    }

    private async Task<ImmutableArray<Step>> PlanAsync(StoredResource stored, CancellationToken ct)
    {
        if (stored.Link!.CreatedByUs && context.Groups.OnDelete is GroupDeletion.Auto)
        {
            return [new Step.DeleteGroup()];
        }

        // A group that was only seen, and never changed, is let go as it is.
        if (stored.State is LinkState.Seen)
        {
            return [];
        }

        var leaving = ImmutableArray.CreateBuilder<string>();
        try
        {
            await foreach (var page in reads.LinkedMembersAsync(stored.Link!.AsGroup(), ct))
            {
                leaving.AddRange(page.Where(membership.MayBeRemoved).Select(m => m.Id));
            }
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            return [];
        }

        return leaving.Count == 0 ? [] : [new Step.RemoveMembers(leaving.ToImmutable(), MayStay: true)];
    }

    private async Task RunAsync(JournalEntry entry, StoredResource stored, ImmutableArray<Step> steps, AuditTrail trail)
    {
        var report = new StepReport { Group = stored.Link!.AsGroup() };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);

        // A group that the product lost already is what was asked for.
        report.IsLost = false;
        await context.ThrowUnlessDoneAsync(entry, report, "", trail);
        var now = context.Now;
        var tombstone = stored with { State = LinkState.Deleted, Version = stored.Version + 1, LastModified = now, Deleted = now };
        trail.Changes = MemberChanges.Of(report);
        var audit = trail.Close(204);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(tombstone, stored.Version);
                await unit.ClearMembersAsync(stored.Id);
                await unit.AppendAsync(audit);
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
    }
}
