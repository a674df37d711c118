using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// POST of a user: the account is made, one call, without looking first. Where the product says that the name is in use, the account
/// is looked at and adopted, taken over from a deleted user, or refused.
/// </summary>
internal sealed class UserCreation(ProvisioningContext context, UserReads reads, Withdrawal withdrawal)
{
    private ResourceType Type => context.Catalog.User;

    public async Task<StoredResource> CreateAsync(Resource body, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        var name = body.Text("userName")!;
        trail.Action = AuditAction.UserCreate;
        trail.Resource = new(Type.Name, null, name, null);
        await context.EnsureSiteAsync(ct);
        if (context.Protection.ReasonAgainstName(name) is { } reason)
        {
            throw new ScimException(ScimError.Uniqueness($"The name '{name}' {reason}."));
        }

        var productName = context.Product.UserName(name);
        await using var turn = await context.EnterAsync([ProvisioningContext.NameKey(Type, name)], ct);
        var holder = await context.Resources.FindByNameAsync(Type, name, ct) ?? await context.Resources.FindByProductNameAsync(Type, productName, ct);
        switch (holder)
        {
            case { State: LinkState.Managed }:
                throw Taken(name, holder);
            case { State: LinkState.Seen }:
                await using (await context.EnterAsync([ProvisioningContext.ResourceKey(holder.Id)], ct))
                {
                    // What an earlier request began comes first, lest it be carried out over this one later.
                    if (await context.Journal.FindByResourceAsync(holder.Id, ct) is { } unfinished)
                    {
                        await resume(unfinished);
                        holder = await reads.FindAsync(holder.Id, ct);
                    }

                    return holder.State is LinkState.Managed ? throw Taken(name, holder) : await AdoptSeenAsync(holder, body, trail, ct);
                }
        }

        var intent = new Intent(holder?.Id ?? context.NewId(), body, holder);
        var wanted = WantedUser.Of(body, null, context.Users, context.Product);
        var steps = await StepsAsync(intent, wanted, ct);
        var entry = await OpenAsync(intent, steps, trail, ct);
        var known = holder is null && await IsOfDeletedUserAsync(name, ct) ? await FindAsync(entry, wanted.Name, ct) : null;
        return known is null ? await MakeAsync(entry, intent, wanted, steps, trail) : await AdoptAsync(entry, intent, known, trail);
    }

    /// <summary>
    /// Goes on with a creation that another process, or an outage, left unfinished: looks by name, and from there adopts what was made
    /// or makes it.
    /// </summary>
    public async Task<StoredResource> ResumeAsync(JournalEntry entry, JournalPlan plan, AuditTrail trail, CancellationToken ct)
    {
        var body = ResourceDocument.Read(plan.Document!, Type);
        var name = body.Text("userName")!;
        var holder = await context.Resources.FindByNameAsync(Type, name, ct);
        if (holder is { State: LinkState.Managed })
        {
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return holder;
        }

        var intent = new Intent(holder?.Id ?? entry.ResourceId, body, holder, MayBeOurs: true);
        var wanted = WantedUser.Of(body, null, context.Users, context.Product);
        var found = await context.Adapter.Users.FindByNameAsync(wanted.Name, ct);
        return found is null
            ? await MakeAsync(entry, intent, wanted, await StepsAsync(intent, wanted, ct), trail)
            : await AdoptAsync(entry, intent, found, trail);
    }

    /// <summary>A seen account becomes ours with what the body says; its id stays the one it was shown with.</summary>
    private async Task<StoredResource> AdoptSeenAsync(StoredResource seen, Resource body, AuditTrail trail, CancellationToken ct)
    {
        // Asked by name, the product tells whether it is an administrator's by now; renamed meanwhile, it is found by its key.
        var named = await context.Adapter.Users.FindByNameAsync(seen.Link!.Name, ct);
        var account = named?.Key == seen.Link.Key ? named : await reads.LookAsync(seen.Link, ct);
        var intent = new Intent(seen.Id, body, seen, MayBeOurs: seen.Link.CreatedByUs);
        if (account is null)
        {
            // Gone since it was seen: it is made anew under the id that was shown.
            var wanted = WantedUser.Of(body, null, context.Users, context.Product);
            var steps = await StepsAsync(intent, wanted, ct);
            return await MakeAsync(await OpenAsync(intent, steps, trail, ct), intent, wanted, steps, trail);
        }

        return await AdoptAsync(await OpenAsync(intent, [], trail, ct), intent, account, trail);
    }

    private async Task<StoredResource> MakeAsync(
        JournalEntry entry, Intent intent, WantedUser wanted, ImmutableArray<Step> steps, AuditTrail trail)
    {
        var report = new StepReport { MayHaveActed = intent.MayBeOurs };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        if (report.Fault is ProductFault.AlreadyExists exists)
        {
            // Where an attempt may have made the account, a look that fails leaves that to recovery.
            intent = intent with { MayBeOurs = intent.MayBeOurs || report.MaybeMade };
            var account = intent.MayBeOurs
                ? await context.Adapter.Users.FindByNameAsync(wanted.Name, CancellationToken.None)
                : await FindAsync(entry, wanted.Name, CancellationToken.None);
            return account is null
                ? throw await context.RefuseAsync(entry, ScimError.Uniqueness(
                    $"{context.Product.DisplayName} says that the name '{wanted.Name}' is in use, but shows no account of that name: {exists.Message}"))
                : await AdoptAsync(entry, intent, account, trail);
        }

        if (report is { Created: true, Fault: { } fault } && !FaultMapping.MayPass(fault))
        {
            await KeepUnfinishedAsync(entry, intent, LinkAfter(report.User!, wanted), trail);
            throw new ProductException(fault);
        }

        await context.ThrowUnlessDoneAsync(entry, report, $"User {intent.Id} does not exist.", trail);
        var made = LinkAfter(report.User!, wanted) with
        {
            CreatedByUs = true,
            Withdrawn = UserPlanner.WithheldAtCreation(wanted, context.Users, context.Product),
        };
        return await SettleAsync(entry, intent, intent.Body, made, trail);
    }

    /// <summary>Links an account that the product has already, if the policy lets us, and applies the body to it.</summary>
    private async Task<StoredResource> AdoptAsync(JournalEntry entry, Intent intent, ProductUser account, AuditTrail trail)
    {
        var linked = await context.Resources.FindByKeyAsync(Type, account.Key, CancellationToken.None);
        if (linked is not null && linked.Id != intent.Id && linked.State is not LinkState.Seen)
        {
            throw await context.RefuseAsync(entry, Taken(account.Name, linked).Error);
        }

        intent = linked is { State: LinkState.Seen } ? intent with { Id = linked.Id, Existing = linked } : intent;
        var former = intent.Existing is null ? await context.Resources.FindTombstoneAsync(Type, account.Key, CancellationToken.None) : null;
        if (RefusalOf(account, intent, former) is { } refusal)
        {
            throw await context.RefuseAsync(entry, ScimError.Uniqueness(refusal));
        }

        // What was made up as an address is none of the person's. What the body doesn't name stays as the product has it; a creation wants an
        // account that can be used unless it says otherwise.
        var madeUp = former?.Link?.FallbackEmail ?? (intent.MayBeOurs ? WantedUser.Of(intent.Body, null, context.Users, context.Product).FallbackEmail : null);
        var shown = ProductMirror.UserOf(account.Email == madeUp ? account with { Email = null } : account, Type)
            .With(Type.Attribute("active")!, ScimValue.Boolean.True);
        var given = intent.Body.Attributes.Aggregate(shown, (made, a) => made.With(a.Attribute, a.Value));
        var user = ProductMirror.WithNameDerivedAgain(shown, given, name => intent.Body[Type.Attribute(name)!] is not null);
        var link = ProductLink.To(account, context.Now) with { FallbackEmail = account.Email == madeUp ? madeUp : null };
        var wanted = WantedUser.Of(user, link, context.Users, context.Product);
        var isOurs = intent.MayBeOurs && former is null && (intent.Existing?.Link?.CreatedByUs == true || IsAsSent(account, intent));
        if (trail.Action is not AuditAction.Recovery)
        {
            trail.Action = former is not null ? AuditAction.UserTakeOver : isOurs ? trail.Action : AuditAction.UserAdopt;
        }

        if (!isOurs && account.Active && !wanted.Active && await context.Guard.FindRefusalAsync(intent.Id, trail, CancellationToken.None) is { } held)
        {
            throw await context.RefuseAsync(entry, held);
        }

        var report = new StepReport { User = account, MayHaveActed = intent.MayBeOurs };
        var access = wanted.Active ? null : await withdrawal.AccessOfAsync(intent.Id, wanted with { Active = true }, wanted, link, _ => true, CancellationToken.None);
        ImmutableArray<Step> steps =
        [
            .. UserPlanner.Adopt(wanted, link, context.Users, context.Product, access),
            .. await RejoinAsync(intent, wanted, CancellationToken.None),
        ];
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        await context.ThrowUnlessDoneAsync(entry, report, $"The account '{account.Name}' is gone from {context.Product.DisplayName}.", trail);
        var byUs = isOurs || former?.Link?.CreatedByUs == true;
        var withdrawn = await withdrawal.RememberAsync(intent.Id, null, steps, CancellationToken.None);
        return await SettleAsync(entry, intent, user, LinkAfter(report.User!, wanted) with { CreatedByUs = byUs, Withdrawn = withdrawn }, trail);
    }

    /// <summary>Why the account may not be linked, or null.</summary>
    private string? RefusalOf(ProductUser account, Intent intent, StoredResource? former)
    {
        if (context.Protection.ReasonAgainst(account) is { } reason)
        {
            return $"The account '{account.Name}' in {context.Product.DisplayName} {reason}.";
        }

        if (former is not null)
        {
            var same = former.Resource.ExternalId is not { } before || intent.Body.ExternalId is not { } now || before == now;
            return context.Users.TakeOver switch
            {
                TakeOver.Always => null,
                TakeOver.SameExternalId when same => null,
                _ => $"The account '{account.Name}' belonged to user {former.Id} "
                    + (former.Resource.ExternalId is { } whose ? $"(externalId '{whose}'), " : "(without an externalId), ")
                    + $"deleted on {former.Deleted:yyyy-MM-dd}. Scim:Users:TakeOver decides who may have it.",
            };
        }

        return context.Users.AdoptExisting || intent is { MayBeOurs: true, Existing.Link.CreatedByUs: true } || (intent.MayBeOurs && IsAsSent(account, intent))
            ? null
            : $"{context.Product.DisplayName} has an account '{account.Name}' already, and Scim:Users:AdoptExisting=false forbids to link it.";
    }

    private bool IsAsSent(ProductUser account, Intent intent)
    {
        var wanted = WantedUser.Of(intent.Body, null, context.Users, context.Product);
        return StepRunner.IsAsSent(account, new(wanted.Name, wanted.DisplayName, wanted.Email));
    }

    private async Task<ImmutableArray<Step>> StepsAsync(Intent intent, WantedUser wanted, CancellationToken ct) =>
        [.. UserPlanner.Create(wanted, context.Users, context.Product), .. await RejoinAsync(intent, wanted, ct)];

    /// <summary>A user whose account was lost is still a member in SCIM: the new account gets back what the old one had through us.</summary>
    private async Task<IReadOnlyList<Step>> RejoinAsync(Intent intent, WantedUser wanted, CancellationToken ct)
    {
        var isLetIn = wanted.Active || context.Product.Can(ProductCapabilities.DeactivateUser);
        var steps = new List<Step>();
        if (intent.Existing is { State: LinkState.Missing } lost)
        {
            foreach (var member in await context.Members.GroupsOfAsync(lost.Id, ct))
            {
                var group = await context.Resources.FindAsync(context.Catalog.Group, member.Id, ct);
                if (group?.Link is { } link && context.Protection.Of(link.Name) is var kind
                    && (kind is GroupProtection.None || (kind is GroupProtection.Licence && isLetIn)))
                {
                    steps.Add(new Step.RejoinGroup(group.Id, link.AsGroup()));
                }
            }
        }

        return steps;
    }

    /// <summary>
    /// Whether the account of this name was left deactivated when its user was deleted. Then it is known to be there: a look tells at once
    /// whether it may be taken over, instead of a creation that must fail.
    /// </summary>
    private async Task<bool> IsOfDeletedUserAsync(string name, CancellationToken ct) =>
        context.Users.OnDelete is UserDeletion.Deactivate && await context.Resources.FindTombstoneByNameAsync(Type, name, ct) is not null;

    /// <summary>
    /// The product made the account but refuses for good what belongs to it (a default group without a seat): it stays linked as seen, so
    /// that the next attempt finds it and goes on, under the same id.
    /// </summary>
    private async Task KeepUnfinishedAsync(JournalEntry entry, Intent intent, ProductLink link, AuditTrail trail)
    {
        var now = context.Now;
        var existing = intent.Existing;
        var account = link.AsUser();
        var shown = ProductMirror.UserOf(account.Email == link.FallbackEmail ? account with { Email = null } : account, Type);
        var seen = ProvisioningContext.Stamp(new(
            intent.Id,
            shown,
            link.Name,
            LinkState.Seen,
            link with { CreatedByUs = true },
            (existing?.Version ?? 0) + 1,
            existing?.Created ?? now,
            now));
        trail.Resource = ProvisioningContext.Describe(seen);
        await context.Store.WriteAsync(
            async unit =>
            {
                await (existing is null ? unit.InsertAsync(seen) : unit.UpdateAsync(seen, existing.Version));
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
    }

    private ProductLink LinkAfter(ProductUser account, WantedUser wanted) => ProductLink.To(account, context.Now) with
    {
        Email = account.Email ?? wanted.Email,
        FallbackEmail = wanted.FallbackEmail,
        WrittenAt = context.Now,
    };

    private async Task<StoredResource> SettleAsync(JournalEntry entry, Intent intent, Resource user, ProductLink link, AuditTrail trail)
    {
        var now = context.Now;
        var existing = intent.Existing;
        var before = existing?.Resource ?? new Resource(Type);
        var stored = ProvisioningContext.Stamp(new(
            intent.Id, ProductMirror.WithActive(user), user.Text("userName")!, LinkState.Managed, link, (existing?.Version ?? 0) + 1, existing?.Created ?? now, now));
        trail.Resource = ProvisioningContext.Describe(stored);
        trail.Changes = AttributeChanges.Between(before, stored.Resource);
        context.NoteNotStored(stored, _ => true, trail);
        var audit = trail.Close(201);
        await context.Store.WriteAsync(
            async unit =>
            {
                await (existing is null ? unit.InsertAsync(stored) : unit.UpdateAsync(stored, existing.Version));
                await unit.AppendAsync(audit);
                await unit.CloseAsync(entry.Id);
            },
            CancellationToken.None);
        return stored;
    }

    private Task<JournalEntry> OpenAsync(Intent intent, ImmutableArray<Step> steps, AuditTrail trail, CancellationToken ct)
    {
        var plan = new JournalPlan(trail.RequestId, trail.Actor, ResourceDocument.Write(intent.Body), [], null, steps);
        return context.OpenAsync(Type, intent.Id, [intent.Body.Text("userName")!], plan, trail, ct);
    }

    private async Task<ProductUser?> FindAsync(JournalEntry entry, string name, CancellationToken ct)
    {
        try
        {
            return await context.Adapter.Users.FindByNameAsync(name, ct);
        }
        catch (Exception e) when (e is ProductException or OperationCanceledException)
        {
            // Nothing was sent that could have an effect: the change never began.
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), CancellationToken.None);
            throw;
        }
    }

    private static ScimException Taken(string name, StoredResource holder) =>
        new(ScimError.Uniqueness($"userName '{name}' belongs to user {holder.Id}."));

    /// <summary>What a POST is to reach.</summary>
    /// <param name="Id">The id that the resource gets, or has.</param>
    /// <param name="Existing">A seen or missing resource of the name.</param>
    /// <param name="MayBeOurs">Whether an earlier, unfinished attempt may have made the account, or has.</param>
    private sealed record Intent(string Id, Resource Body, StoredResource? Existing, bool MayBeOurs = false);
}
