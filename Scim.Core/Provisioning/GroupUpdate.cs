using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>PATCH and PUT of a group: members come and go, the name changes as far as the product lets it, the rest is the gateway's own.</summary>
internal sealed class GroupUpdate(ProvisioningContext context, GroupReads reads, GroupMembership membership)
{
    private ResourceType Type => context.Catalog.Group;

    /// <param name="apply">What the request makes of the group.</param>
    public async Task<StoredResource> ChangeAsync(
        string id, Func<StoredResource, Task<PatchOutcome>> apply, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        trail.Action = AuditAction.GroupUpdate;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureProtectionAsync(ct);
        while (true)
        {
            var before = await reads.FindAsync(id, ct);
            var keys = KeysOf(before, await apply(before));
            await using var turn = await context.EnterAsync(keys, ct);
            if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
            {
                await resume(unfinished);
            }

            before = await reads.FindAsync(id, ct);
            var outcome = await apply(before);
            if (KeysOf(before, outcome).Except(keys, StringComparer.Ordinal).Any())
            {
                continue;
            }

            trail.Resource = ProvisioningContext.Describe(before);
            return await ChangeAsync(before, outcome, trail, ct);
        }
    }

    /// <summary>Goes on with an unfinished change; adding and removing again is harmless, a replacement compares anew.</summary>
    public async Task ResumeAsync(JournalEntry entry, JournalPlan plan, AuditTrail trail, CancellationToken ct)
    {
        if (await context.Resources.FindAsync(Type, entry.ResourceId, ct) is not { Link: { } link } before)
        {
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return;
        }

        trail.Resource = ProvisioningContext.Describe(before);
        var after = ResourceMeta.Stamp(ResourceDocument.Read(plan.Document!, Type), before.Id, before.Version, before.Created, before.LastModified);
        var change = plan.Members?.ToChange() ?? MemberChange.None;
        await RunAsync(entry, before, after, change, await PlanAsync(before, after, change, link, ct), trail);
    }

    private async Task<StoredResource> ChangeAsync(StoredResource before, PatchOutcome outcome, AuditTrail trail, CancellationToken ct)
    {
        var after = outcome.After;
        var name = after.Text("displayName") ?? throw new ScimException(ScimError.Mutability("displayName is required and can't be removed."));
        await RefuseAsync(before, name, ct);
        var change = await membership.CheckAsync(outcome.Members, ct);
        var steps = await PlanAsync(before, after, change, before.Link!, ct);
        SetAction(before, name, change, trail);
        if (!steps.IsEmpty)
        {
            var plan = new JournalPlan(trail.RequestId, trail.Actor, ResourceDocument.Write(after), [], PlannedMembers.Of(change), steps);
            string[] names = name == before.Name ? [] : [before.Name, name];
            var entry = await context.OpenAsync(Type, before.Id, names, plan, trail, ct);
            return await RunAsync(entry, before, after, change, steps, trail);
        }

        if (after == before.Resource && before.State is LinkState.Managed)
        {
            trail.IsNoop = true;
            return before;
        }

        return await WriteAsync(null, before, after, change, new StepReport { Group = before.Link!.AsGroup() }, trail);
    }

    private async Task<ImmutableArray<Step>> PlanAsync(
        StoredResource before, Resource after, MemberChange change, ProductLink link, CancellationToken ct)
    {
        var wanted = context.Groups.InProduct(after.Text("displayName")!);
        var renames = after.Text("displayName") != before.Name && wanted != link.Name && context.Product.Can(ProductCapabilities.RenameGroup);
        var group = link.AsGroup();
        try
        {
            var steps = await membership.PlanAsync(change, group, ct);
            return renames ? [new Step.RenameGroup(wanted), .. steps] : steps;
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            // Lost: the steps show it again, and the group is made anew.
            return [new Step.AddMembers([.. change.Add])];
        }
    }

    private async Task<StoredResource> RunAsync(
        JournalEntry entry, StoredResource before, Resource after, MemberChange change, ImmutableArray<Step> steps, AuditTrail trail)
    {
        var report = new StepReport { Group = before.Link!.AsGroup() };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        if (report.IsLost)
        {
            (entry, report) = await RecreateAsync(entry, before, change, trail);
        }

        if (report.Fault is { } fault && !FaultMapping.MayPass(fault) && report.ChangedAnything)
        {
            // Refused for good, but part of it is done: the mirror says what, the client hears what was refused.
            var refusal = FaultMapping.ToScim(fault);
            await WriteAsync(entry, before, before.Resource, MemberChange.None, report, trail, refusal);
            throw new ScimException(refusal);
        }

        await context.ThrowUnlessDoneAsync(entry, report, $"Group {before.Id} does not exist.");
        return await WriteAsync(entry, before, after, change, report, trail);
    }

    /// <summary>The product lost the group: it is made anew with our members, as a group holds nothing else.</summary>
    private async Task<(JournalEntry Entry, StepReport Report)> RecreateAsync(JournalEntry entry, StoredResource before, MemberChange change, AuditTrail trail)
    {
        trail.Action = trail.Action is AuditAction.Recovery ? trail.Action : AuditAction.GroupRecreate;
        var members = change.ReplaceAll ? change.Add : await MembersAfterAsync(before.Id, change);

        // From here on all members are what is to be reached: whoever goes on with this finds a group that is there, but half empty.
        var plan = JournalPlan.Parse(entry.Plan) with { Members = PlannedMembers.Of(MemberChange.ReplacingWith(members)) };
        var reopened = entry with { Plan = plan.ToJson() };
        await context.Store.WriteAsync(unit => unit.ReopenAsync(reopened), CancellationToken.None);
        Step[] steps = [new Step.CreateGroup(before.Link!.Name), .. await membership.PlanAsync(MemberChange.Adding(members), null, CancellationToken.None)];
        var report = new StepReport();
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        return (reopened, report);
    }

    private async Task<ImmutableHashSet<string>> MembersAfterAsync(string groupId, MemberChange change)
    {
        var members = change.Add.ToBuilder();
        string? after = null;
        IReadOnlyList<Member> page;
        do
        {
            page = await context.Members.ListAsync(groupId, after, 500, CancellationToken.None);
            members.UnionWith(page.Select(m => m.Id).Where(id => !change.Remove.Contains(id)));
            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count > 0);
        return members.ToImmutable();
    }

    private async Task<StoredResource> WriteAsync(
        JournalEntry? entry, StoredResource before, Resource after, MemberChange change, StepReport report, AuditTrail trail, ScimError? refusal = null)
    {
        var group = report.Group!;
        var link = before.Link! with
        {
            Key = group.Key, Name = group.Name, WrittenAt = context.Now, MembersKnown = before.Link!.MembersKnown || change.ReplaceAll || report.Created,
        };
        var next = before with { Resource = after, Name = after.Text("displayName")!, State = LinkState.Managed, Link = link };
        var isChanged = after != before.Resource || report.ChangedAnything || change.ReplaceAll || before.State is LinkState.Seen;
        next = isChanged ? context.NextVersion(next) : next;
        trail.Resource = ProvisioningContext.Describe(next);
        trail.Changes = [.. AttributeChanges.Between(before.Resource, next.Resource), .. MemberChanges.Of(report)];
        var audit = refusal is null ? trail.Close(200) : trail.Close(refusal.Status, refusal.ScimType, refusal.Detail);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(next, before.Version);
                await GroupMembership.WriteAsync(unit, next.Id, change, report);
                await unit.AppendAsync(audit);
                if (entry is not null)
                {
                    await unit.CloseAsync(entry.Id);
                }
            },
            CancellationToken.None);
        return next;
    }

    /// <exception cref="ScimException">The group is protected, not to be adopted, or the name is another's or can't be changed.</exception>
    private async Task RefuseAsync(StoredResource before, string name, CancellationToken ct)
    {
        var protection = context.Protection.Of(before.Link!.Name);
        if (protection is GroupProtection.Administration)
        {
            throw new ScimException(ScimError.Mutability(
                $"Group {before.Id} can't be changed: '{before.Link!.Name}' grants administration, or Scim:Groups:Protected names it."));
        }

        if (before.State is LinkState.Seen && !context.Groups.AdoptExisting)
        {
            throw new ScimException(ScimError.Uniqueness(
                $"The group '{before.Link!.Name}' was there before the gateway, and Scim:Groups:AdoptExisting=false forbids to change it."));
        }

        if (name == before.Name)
        {
            return;
        }

        if (protection is GroupProtection.Licence)
        {
            throw new ScimException(ScimError.Mutability(
                $"Group {before.Id} can't be renamed: '{before.Link!.Name}' grants access to {context.Product.DisplayName}."));
        }

        if (context.Groups.OnRename is GroupRename.Reject && !context.Product.Can(ProductCapabilities.RenameGroup))
        {
            throw new ScimException(ScimError.Mutability(
                $"Group {before.Id} can't be renamed: {context.Product.DisplayName} can't rename groups, and Scim:Groups:OnRename=reject allows no alias."));
        }

        if (await context.Resources.FindByNameAsync(Type, name, ct) is { } holder && holder.Id != before.Id)
        {
            throw new ScimException(ScimError.Uniqueness($"displayName '{name}' belongs to group {holder.Id}."));
        }
    }

    private static void SetAction(StoredResource before, string name, MemberChange change, AuditTrail trail) => trail.Action = change switch
    {
        _ when before.State is LinkState.Seen => AuditAction.GroupAdopt,
        { ReplaceAll: true } => AuditAction.GroupMembersReplace,
        { Add.IsEmpty: false } => AuditAction.GroupMembersAdd,
        { Remove.IsEmpty: false } => AuditAction.GroupMembersRemove,
        _ when name != before.Name => AuditAction.GroupRename,
        _ => AuditAction.GroupUpdate,
    };

    private string[] KeysOf(StoredResource before, PatchOutcome outcome)
    {
        var name = outcome.After.Text("displayName");
        return name is null || name == before.Name
            ? [ProvisioningContext.ResourceKey(before.Id)]
            : [ProvisioningContext.NameKey(Type, before.Name), ProvisioningContext.NameKey(Type, name), ProvisioningContext.ResourceKey(before.Id)];
    }
}
