using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>DELETE of a user: out of our groups, then deactivated or deleted; the resource becomes a tombstone and its name is free.</summary>
internal sealed class UserRemoval(ProvisioningContext context, UserReads reads, Withdrawal withdrawal)
{
    private ResourceType Type => context.Catalog.User;

    public async Task DeleteAsync(
        string id, Preconditions preconditions, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        trail.Action = AuditAction.UserDelete;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureSiteAsync(ct);
        while (true)
        {
            _ = await reads.FindAsync(id, ct);
            var keys = await KeysOfAsync(id, ct);
            await using var turn = await context.EnterAsync(keys, ct);
            if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
            {
                await resume(unfinished);
            }

            var stored = await reads.FindAsync(id, ct);
            if ((await KeysOfAsync(id, ct)).Except(keys, StringComparer.Ordinal).Any())
            {
                continue;
            }

            preconditions.Demand(stored.ETag);
            await DeleteAsync(stored, trail, ct);
            return;
        }
    }

    private async Task DeleteAsync(StoredResource stored, AuditTrail trail, CancellationToken ct)
    {
        trail.Resource = ProvisioningContext.Describe(stored);
        Refuse(stored);
        await context.Guard.AdmitAsync(stored.Id, trail, ct);
        var steps = await PlanAsync(stored, ct);
        var entry = await context.OpenAsync(Type, stored.Id, [stored.Name], new(trail.RequestId, trail.Actor, null, [], null, steps), trail, ct);
        await RunAsync(entry, stored, steps, trail);
    }

    /// <summary>Goes on with an unfinished deletion from the memberships that are left.</summary>
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

    /// <summary>The turns of the user and of every group that it leaves.</summary>
    private async Task<string[]> KeysOfAsync(string id, CancellationToken ct) =>
        [ProvisioningContext.ResourceKey(id), .. (await context.Members.GroupsOfAsync(id, ct)).Select(g => ProvisioningContext.ResourceKey(g.Id))];

    private async Task<ImmutableArray<Step>> PlanAsync(StoredResource stored, CancellationToken ct)
    {
        var access = UserPlanner.DeletionTakesAccess(context.Users, context.Product) ? await withdrawal.ReadAsync(stored.Link!, ct) : null;
        return UserPlanner.Delete(await LeavingAsync(stored, ct), context.Users, context.Product, access);
    }

    /// <summary>The groups of ours that the user is in.</summary>
    private async Task<List<Step.LeaveGroup>> LeavingAsync(StoredResource stored, CancellationToken ct)
    {
        var leave = new List<Step.LeaveGroup>();
        foreach (var member in await context.Members.GroupsOfAsync(stored.Id, ct))
        {
            var group = await context.Resources.FindAsync(context.Catalog.Group, member.Id, ct);
            if (group?.Link is { } link && context.Protection.Of(link.Name) is not GroupProtection.Administration)
            {
                leave.Add(new(group.Id, link.AsGroup()));
            }
        }

        return leave;
    }

    private async Task RunAsync(JournalEntry entry, StoredResource stored, ImmutableArray<Step> steps, AuditTrail trail)
    {
        var report = new StepReport { User = stored.Link!.AsUser() };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        await LeaveLateGroupsAsync(stored, report);
        if (report.Fault is { } fault && !FaultMapping.MayPass(fault) && report.LeftGroups.Length > 0)
        {
            // Refused for good, but some groups were left already: the mirror must say so.
            await context.Store.WriteAsync(
                async unit =>
                {
                    foreach (var group in report.LeftGroups)
                    {
                        await unit.RemoveMembersAsync(group, [stored.Id]);
                    }
                },
                CancellationToken.None);
        }

        // An account that the product lost already is what was asked for.
        report.IsLost = false;
        await context.ThrowUnlessDoneAsync(entry, report, "", trail);
        var now = context.Now;
        var tombstone = stored with
        {
            State = LinkState.Deleted,
            Version = stored.Version + 1,
            LastModified = now,
            Deleted = now,
            Link = stored.Link! with { Active = false, Withdrawn = null, WrittenAt = now },
        };
        var audit = trail.Close(204);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(tombstone, stored.Version);
                await unit.LeaveAllGroupsAsync(stored.Id);
                await unit.AppendAsync(audit);
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
    }

    /// <summary>A group that this change holds no turn of may have taken the user in meanwhile.</summary>
    private async Task LeaveLateGroupsAsync(StoredResource stored, StepReport report)
    {
        var late = (await LeavingAsync(stored, CancellationToken.None)).Where(s => !report.LeftGroups.Contains(s.GroupId)).ToArray();
        if (report.IsDone && late.Length > 0)
        {
            await context.Runner.RunAsync(late, report, CancellationToken.None);
        }
    }

    private void Refuse(StoredResource stored)
    {
        if (context.Protection.ReasonAgainst(stored.Link!.AsUser()) is { } reason)
        {
            throw new ScimException(ScimError.Mutability($"User {stored.Id} can't be deleted: the account '{stored.Link!.Name}' {reason}."));
        }

        if (stored is { State: LinkState.Seen, Link.CreatedByUs: false } && !context.Users.AdoptExisting)
        {
            throw new ScimException(ScimError.Mutability(
                $"The account '{stored.Link!.Name}' was there before the gateway, and Scim:Users:AdoptExisting=false forbids to change it."));
        }
    }
}
