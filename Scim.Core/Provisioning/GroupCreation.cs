using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>POST of a group: made in the product without looking first; one that exists there is adopted, or refused.</summary>
internal sealed class GroupCreation(ProvisioningContext context, GroupMembership membership)
{
    private ResourceType Type => context.Catalog.Group;

    /// <param name="answersMembers">Whether the client will be shown the members: then they are read while a fault can still be told.</param>
    public async Task<StoredResource> CreateAsync(ReadResource body, bool answersMembers, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        var name = body.Resource.Text("displayName")!;
        var productName = context.Product.GroupName(context.Groups, name);
        trail.Action = AuditAction.GroupCreate;
        trail.Resource = new(Type.Name, null, name, null);
        await context.EnsureSiteAsync(ct);
        RefuseName(name, productName);
        var members = await membership.CheckAsync(MemberChange.Adding(body.Members ?? []), ct);

        await using var turn = await context.EnterAsync(
            [.. new[] { name, productName }.Select(n => ProvisioningContext.NameKey(Type, n)).Distinct(StringComparer.Ordinal)], ct);
        var holder = await context.Resources.FindByNameAsync(Type, name, ct);
        if (holder is { State: LinkState.Managed })
        {
            throw new ScimException(ScimError.Uniqueness($"displayName '{name}' belongs to group {holder.Id}."));
        }

        if (holder is null && await context.Resources.FindByProductNameAsync(Type, productName, ct) is { } alias)
        {
            throw new ScimException(AliasError(name, productName, alias));
        }

        if (holder is not null)
        {
            await using var seenTurn = await context.EnterAsync([ProvisioningContext.ResourceKey(holder.Id)], ct);
            if (await context.Journal.FindByResourceAsync(holder.Id, ct) is { } unfinished)
            {
                // What an earlier request began comes first, lest it be carried out over this one later.
                await resume(unfinished);
                holder = await context.Resources.FindAsync(Type, holder.Id, ct);
            }

            if (holder is not { State: LinkState.Seen })
            {
                throw new ScimException(ScimError.Uniqueness($"displayName '{name}' was being changed at the same moment; look it up again."));
            }

            return await BeginAsync(holder.Id, body.Resource, members, holder, answersMembers, trail, ct);
        }

        return await BeginAsync(context.NewId(), body.Resource, members, null, answersMembers, trail, ct);
    }

    /// <summary>Goes on with an unfinished creation: looks by name, adopts what is there or makes it.</summary>
    public async Task ResumeAsync(JournalEntry entry, JournalPlan plan, AuditTrail trail, CancellationToken ct)
    {
        var body = ResourceDocument.Read(plan.Document!, Type);
        var holder = await context.Resources.FindByNameAsync(Type, body.Text("displayName")!, ct);
        if (holder is { State: LinkState.Managed })
        {
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return;
        }

        var found = await context.Adapter.Groups.FindByNameAsync(context.Product.GroupName(context.Groups, body.Text("displayName")!), ct);
        var intent = new Intent(
            holder?.Id ?? entry.ResourceId,
            body,
            plan.Members?.ToChange() ?? MemberChange.None,
            holder,
            MayBeOurs: true,
            IsOurs: !plan.Steps.Any(s => s is Step.CreateGroup));
        await (found is null ? MakeAsync(entry, intent, trail) : AdoptAsync(entry, intent, found, trail));
    }

    private async Task<StoredResource> BeginAsync(
        string id, Resource body, MemberChange members, StoredResource? existing, bool answersMembers, AuditTrail trail, CancellationToken ct)
    {
        var name = body.Text("displayName")!;
        var intent = new Intent(id, body, members, existing, AnswersMembers: answersMembers && existing?.Link is not { MembersKnown: true });
        Step[] steps = [new Step.CreateGroup(context.Product.GroupName(context.Groups, name)), .. (await membership.PlanAsync(members, null, ct)).Steps];
        var plan = new JournalPlan(trail.RequestId, trail.Actor, ResourceDocument.Write(body), [], PlannedMembers.Of(members), [.. steps]);
        var entry = await context.OpenAsync(Type, id, [name, context.Product.GroupName(context.Groups, name)], plan, trail, ct);
        return existing?.Link is { } link && existing.State is LinkState.Seen
            ? await AdoptAsync(entry, intent, link.AsGroup(), trail)
            : await MakeAsync(entry, intent, trail);
    }

    private async Task<StoredResource> MakeAsync(JournalEntry entry, Intent intent, AuditTrail trail)
    {
        var productName = context.Product.GroupName(context.Groups, intent.Body.Text("displayName")!);
        var report = new StepReport { MayHaveActed = intent.MayBeOurs };
        Step[] steps = [new Step.CreateGroup(productName), .. (await membership.PlanAsync(intent.Members, null, CancellationToken.None)).Steps];
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        if (report is { Fault: ProductFault.AlreadyExists exists, Created: false })
        {
            // A look that fails leaves the entry open: whether the group is there is for recovery to find out.
            var found = await context.Adapter.Groups.FindByNameAsync(productName, CancellationToken.None);
            intent = intent with { MayBeOurs = intent.MayBeOurs || report.MaybeMade };
            return found is not null
                ? await AdoptAsync(entry, intent, found, trail)
                : throw await context.RefuseAsync(entry, ScimError.Uniqueness(
                    $"{context.Product.DisplayName} says that the group name '{productName}' is in use, but shows no such group: {exists.Message}"));
        }

        if (report is { Created: true, Fault: not null })
        {
            // Made, but not filled yet: whoever goes on must know that the group is ours.
            var plan = JournalPlan.Parse(entry.Plan);
            var progress = plan with { Steps = [.. plan.Steps.Where(s => s is not Step.CreateGroup)] };
            await context.Store.WriteAsync(unit => unit.ReopenAsync(entry with { Plan = progress.ToJson() }), CancellationToken.None);
        }

        return await SettleAsync(entry, intent, report, createdByUs: true, trail);
    }

    private async Task<StoredResource> AdoptAsync(JournalEntry entry, Intent intent, ProductGroup found, AuditTrail trail)
    {
        var linked = await context.Resources.FindByKeyAsync(Type, found.Key, CancellationToken.None);
        if (linked is not null && linked.Id != intent.Id)
        {
            throw await context.RefuseAsync(entry, AliasError(intent.Body.Text("displayName")!, found.Name, linked));
        }

        if (context.Protection.Of(found.Name) is GroupProtection.Administration)
        {
            throw await context.RefuseAsync(entry, ProtectedError(found.Name));
        }

        if (!context.Groups.AdoptExisting && !intent.MayBeOurs)
        {
            throw await context.RefuseAsync(entry, ScimError.Uniqueness(
                $"{context.Product.DisplayName} has a group '{found.Name}' already, and Scim:Groups:AdoptExisting=false forbids to link it."));
        }

        // A group that an unfinished attempt may have made holds nobody but those it was to hold.
        var isOurs = intent.IsOurs || (intent.MayBeOurs && await membership.HoldsNobodyButAsync(found, intent.Members.Add, CancellationToken.None));
        NameAction(trail, isOurs ? AuditAction.GroupCreate : AuditAction.GroupAdopt);
        var report = new StepReport { Group = found, MayHaveActed = intent.MayBeOurs };
        await context.Runner.RunAsync((await membership.PlanAsync(intent.Members, found, CancellationToken.None)).Steps, report, CancellationToken.None);
        var present = intent.AnswersMembers && !isOurs && report.IsDone ? await membership.PresentAsync(found, report, CancellationToken.None) : null;
        if (report.IsLost)
        {
            NameAction(trail, AuditAction.GroupRecreate);
            return await MakeAsync(entry, intent, trail);
        }

        return await SettleAsync(entry, intent, report, isOurs, trail, present);
    }

    private async Task<StoredResource> SettleAsync(JournalEntry entry, Intent intent, StepReport report, bool createdByUs, AuditTrail trail, ImmutableHashSet<string>? present = null)
    {
        // A group that was made stays made, even where a member was refused for good: it is linked, and the client is told of the member.
        var refusal = report.Group is null ? null : membership.RefusalOf(intent.Members, report);
        if (refusal is null)
        {
            await context.ThrowUnlessDoneAsync(entry, report, $"The group is gone from {context.Product.DisplayName}.", trail);
        }

        var now = context.Now;
        var existing = intent.Existing;
        var group = report.Group!;
        var link = new ProductLink(group.Key, group.Name)
        {
            NameConfirmedAt = now,
            WrittenAt = now,
            CreatedByUs = createdByUs,
            MembersKnown = createdByUs || present is not null || existing?.Link is { MembersKnown: true },
        };
        var stored = ProvisioningContext.Stamp(new(
            intent.Id, intent.Body, intent.Body.Text("displayName")!, LinkState.Managed, link, (existing?.Version ?? 0) + 1, existing?.Created ?? now, now));
        trail.Resource = ProvisioningContext.Describe(stored);
        trail.Changes = [.. AttributeChanges.Between(existing?.Resource ?? new Resource(Type), stored.Resource), .. MemberChanges.Of(report)];
        var audit = refusal is null ? trail.Close(201) : trail.Close(refusal.Status, refusal.ScimType, refusal.Detail);
        await context.Store.WriteAsync(
            async unit =>
            {
                await (existing is null ? unit.InsertAsync(stored) : unit.UpdateAsync(stored, existing.Version));
                await GroupMembership.WriteAsync(unit, stored.Id, present, report);
                await unit.AppendAsync(audit);
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
        return refusal is null ? stored : throw new ScimException(refusal);
    }

    /// <exception cref="ScimException">409: the product's group of this name is protected, or kept for another SCIM group.</exception>
    private void RefuseName(string name, string productName)
    {
        if (context.Protection.Of(productName) is GroupProtection.Administration)
        {
            throw new ScimException(ProtectedError(productName));
        }

        if (context.Groups.KeptFor(name, productName) is { } other)
        {
            throw new ScimException(ScimError.Uniqueness(
                $"displayName '{name}': Scim:Groups:Map keeps the group '{productName}' in {context.Product.DisplayName} for '{other}'."));
        }
    }

    private ScimError ProtectedError(string productName) => ScimError.Uniqueness(
        $"The group '{productName}' in {context.Product.DisplayName} is protected: it grants administration, or Scim:Groups:Protected names it.");

    private ScimError AliasError(string name, string productName, StoredResource holder) => ScimError.Uniqueness(
        $"displayName '{name}': the group '{productName}' in {context.Product.DisplayName} belongs to group {holder.Id}, which SCIM calls "
        + $"'{holder.Name}'. Give the new group another product name with Scim:Groups:Map.");

    // What recovery does stays recovery's in the log.
    private static void NameAction(AuditTrail trail, string action) => trail.Action = trail.Action is AuditAction.Recovery ? trail.Action : action;

    /// <summary>What a POST is to reach.</summary>
    /// <param name="Existing">A seen resource of the name.</param>
    /// <param name="MayBeOurs">Whether an earlier, unfinished attempt may have made the group.</param>
    /// <param name="IsOurs">Whether it is known to have made it.</param>
    private sealed record Intent(
        string Id, Resource Body, MemberChange Members, StoredResource? Existing, bool MayBeOurs = false, bool IsOurs = false, bool AnswersMembers = false);
}
