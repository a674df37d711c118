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
        string id,
        Preconditions preconditions,
        Func<StoredResource, Task<PatchOutcome>> apply,
        Func<JournalEntry, Task> resume,
        AuditTrail trail,
        CancellationToken ct)
    {
        trail.Action = AuditAction.GroupUpdate;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureSiteAsync(ct);
        while (true)
        {
            var before = await reads.FindAsync(id, ct);
            preconditions.Demand(before.ETag);
            var keys = await KeysOfAsync(before, await apply(before), ct);
            await using var turn = await context.EnterAsync(keys, ct);
            if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
            {
                await resume(unfinished);
            }

            before = await reads.FindAsync(id, ct);
            preconditions.Demand(before.ETag);
            var outcome = await apply(before);
            if ((await KeysOfAsync(before, outcome, ct)).Except(keys, StringComparer.Ordinal).Any())
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
        var plan = await PlanAsync(before, after, change, before.Link!, ct);
        SetAction(before, name, change, trail);
        if (plan.IsLost || !plan.Steps.IsEmpty)
        {
            string[] names = name == before.Name ? [] : [before.Name, name];
            var entry = await context.OpenAsync(Type, before.Id, names, JournalPlanOf(after, change, plan.Steps, trail), trail, ct);
            return await RunAsync(entry, before, after, change, plan, trail);
        }

        if (after == before.Resource && before.State is LinkState.Managed && await IsMirroredAsync(before.Id, plan.Present))
        {
            trail.IsNoop = true;
            return before;
        }

        return await WriteAsync(null, before, after, plan.Present, new StepReport { Group = before.Link!.AsGroup() }, trail);
    }

    private static JournalPlan JournalPlanOf(Resource after, MemberChange change, ImmutableArray<Step> steps, AuditTrail trail) =>
        new(trail.RequestId, trail.Actor, ResourceDocument.Write(after), [], PlannedMembers.Of(change), steps);

    /// <summary>Whether the mirror has just these members; true where the product wasn't asked for them.</summary>
    private async Task<bool> IsMirroredAsync(string groupId, ImmutableHashSet<string>? present) =>
        present is null || present.SetEquals(await MembersAfterAsync(groupId, MemberChange.None));

    private async Task<MembershipPlan> PlanAsync(
        StoredResource before, Resource after, MemberChange change, ProductLink link, CancellationToken ct)
    {
        var name = after.Text("displayName")!;
        var wanted = name != before.Name && context.Product.Can(ProductCapabilities.RenameGroup) ? context.Product.GroupName(context.Groups, name) : link.Name;
        var plan = await membership.PlanAsync(change, link.AsGroup(), ct);
        return wanted != link.Name && !plan.IsLost ? plan.After(new Step.RenameGroup(wanted)) : plan;
    }

    private async Task<StoredResource> RunAsync(
        JournalEntry entry, StoredResource before, Resource after, MemberChange change, MembershipPlan plan, AuditTrail trail)
    {
        var report = new StepReport { Group = before.Link!.AsGroup(), IsLost = plan.IsLost };
        if (!plan.IsLost)
        {
            await context.Runner.RunAsync(plan.Steps, report, CancellationToken.None);
        }

        if (report.IsLost)
        {
            report = await RecreateAsync(entry, before, after, change, trail);
        }

        if (membership.RefusalOf(change, report) is { } refusal)
        {
            // Refused for good, but part of it may be done: the mirror says what, the client hears what was refused.
            if (report.ChangedAnything)
            {
                await WriteAsync(entry, before, before.Resource, plan.Present, report, trail, refusal);
                throw new ScimException(refusal);
            }

            throw await context.RefuseAsync(entry, refusal);
        }

        if (!report.IsDone && !report.Created && plan.Present is null && report.ChangedAnything)
        {
            await KeepProgressAsync(entry, before, after, change, report, trail);
        }

        await context.ThrowUnlessDoneAsync(entry, report, $"Group {before.Id} does not exist.", trail);
        return await WriteAsync(entry, before, after, plan.Present, report, trail);
    }

    /// <summary>Who came and left before the product fell silent is in the mirror, and the journal holds only who is still to come and leave.</summary>
    private async Task KeepProgressAsync(
        JournalEntry entry, StoredResource before, Resource after, MemberChange change, StepReport report, AuditTrail trail)
    {
        var rest = change with { Add = change.Add.Except(report.Added), Remove = change.Remove.Except(report.Removed) };
        var plan = JournalPlanOf(after, rest, (await membership.PlanAsync(rest, null, CancellationToken.None)).Steps, trail);
        trail.Changes = MemberChanges.Of(report);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(context.NextVersion(before), before.Version);
                await GroupMembership.WriteAsync(unit, before.Id, null, report);
                await unit.ReopenAsync(entry with { Plan = plan.ToJson() });
            },
            CancellationToken.None);
    }

    /// <summary>
    /// The product lost the group: it is made anew with our members, as a group holds nothing else. The journal hears of them all first,
    /// so that whoever goes on after a crash doesn't take the half-filled group for a whole one.
    /// </summary>
    private async Task<StepReport> RecreateAsync(JournalEntry entry, StoredResource before, Resource after, MemberChange change, AuditTrail trail)
    {
        trail.Action = trail.Action is AuditAction.Recovery ? trail.Action : AuditAction.GroupRecreate;
        var all = MemberChange.ReplacingWith(change.ReplaceAll ? change.Add : await MembersAfterAsync(before.Id, change));
        ImmutableArray<Step> steps =
            [new Step.CreateGroup(before.Link!.Name), .. (await membership.PlanAsync(all with { ReplaceAll = false }, null, CancellationToken.None)).Steps];
        var plan = JournalPlanOf(after, all, steps, trail);
        await context.Store.WriteAsync(unit => unit.ReopenAsync(entry with { Plan = plan.ToJson() }), CancellationToken.None);
        var report = new StepReport();
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        return report;
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
        JournalEntry? entry,
        StoredResource before,
        Resource after,
        ImmutableHashSet<string>? present,
        StepReport report,
        AuditTrail trail,
        ScimError? refusal = null)
    {
        var group = report.Group!;
        var link = before.Link! with
        {
            Key = group.Key,
            Name = group.Name,
            WrittenAt = context.Now,
            CreatedByUs = before.Link!.CreatedByUs || report.Created,
            MembersKnown = before.Link!.MembersKnown || report.Created || (present is not null && report.IsDone),
        };
        var next = before with { Resource = after, Name = after.Text("displayName")!, State = LinkState.Managed, Link = link };
        var isChanged = after != before.Resource || present is not null || before.State is LinkState.Seen || await ChangesMembersAsync(before.Id, report);
        next = isChanged ? context.NextVersion(next) : next;
        trail.Resource = ProvisioningContext.Describe(next);
        trail.Changes = [.. AttributeChanges.Between(before.Resource, next.Resource), .. MemberChanges.Of(report)];
        var audit = refusal is null ? trail.Close(200) : trail.Close(refusal.Status, refusal.ScimType, refusal.Detail);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(next, before.Version);
                await GroupMembership.WriteAsync(unit, next.Id, present, report);
                await unit.AppendAsync(audit);
                if (entry is not null)
                {
                    await unit.CloseAsync(entry.Id);
                }
            },
            CancellationToken.None);
        return next;
    }

    // The product is told of members that it may have already; RFC 7644 §3.5.2.1: "if the value … already exists, no changes SHOULD be made".
    private async Task<bool> ChangesMembersAsync(string groupId, StepReport report)
    {
        if (report.Created || !report.LeftGroups.IsEmpty)
        {
            return true;
        }

        var (added, removed) = (report.Added, report.Removed);
        return (!added.IsEmpty && (await context.Members.WhichAsync(groupId, added, CancellationToken.None)).Count < added.Distinct(StringComparer.Ordinal).Count())
            || (!removed.IsEmpty && (await context.Members.WhichAsync(groupId, removed, CancellationToken.None)).Count > 0);
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

    private async Task<string[]> KeysOfAsync(StoredResource before, PatchOutcome outcome, CancellationToken ct)
    {
        var name = outcome.After.Text("displayName");
        string[] names = name is null || name == before.Name ? [] : [ProvisioningContext.NameKey(Type, before.Name), ProvisioningContext.NameKey(Type, name)];
        var withdrawn = await membership.WithdrawnAsync(before.Link!.Name, outcome.Members, ct);
        return [.. names, ProvisioningContext.ResourceKey(before.Id), .. withdrawn.Select(ProvisioningContext.ResourceKey)];
    }
}
