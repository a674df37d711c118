using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>PATCH and PUT of a user: planned on the mirror, so that a changed attribute is one product call whose answer refreshes it.</summary>
internal sealed class UserUpdate(ProvisioningContext context, UserReads reads, Withdrawal withdrawal)
{
    private ResourceType Type => context.Catalog.User;

    /// <param name="apply">What the request makes of the resource; pure, and called again if somebody else was first.</param>
    public async Task<StoredResource> ChangeAsync(
        string id,
        Preconditions preconditions,
        Func<StoredResource, PatchOutcome> apply,
        Func<JournalEntry, Task> resume,
        AuditTrail trail,
        CancellationToken ct)
    {
        trail.Action = AuditAction.UserUpdate;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureSiteAsync(ct);
        while (true)
        {
            var before = await reads.FindAsync(id, ct);
            preconditions.Demand(before.ETag);
            var keys = KeysOf(before, apply(before));
            await using var turn = await context.EnterAsync(keys, ct);
            if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
            {
                await resume(unfinished);
            }

            before = await reads.FindAsync(id, ct);
            preconditions.Demand(before.ETag);
            var outcome = apply(before);
            if (KeysOf(before, outcome).Except(keys, StringComparer.Ordinal).Any())
            {
                continue;
            }

            trail.Resource = ProvisioningContext.Describe(before);
            return await ChangeAsync(before, outcome, trail, ct);
        }
    }

    /// <summary>Goes on with an unfinished change: reads the account, plans from what is there, runs and settles.</summary>
    public async Task ResumeAsync(JournalEntry entry, JournalPlan plan, AuditTrail trail, CancellationToken ct)
    {
        if (await context.Resources.FindAsync(Type, entry.ResourceId, ct) is not { State: not LinkState.Missing } before)
        {
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return;
        }

        trail.Resource = ProvisioningContext.Describe(before);
        if (await reads.LookAsync(before.Link!, ct) is not { } live)
        {
            await reads.MarkMissingAsync(before, trail, ct);
            await context.Store.WriteAsync(unit => unit.CloseAsync(entry.Id), ct);
            return;
        }

        // What the request didn't name and the product changed since is no part of the change.
        var named = plan.Named.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        var after = Type.Attributes.Where(a => UserPlanner.ConcernsProduct(a) && !named.Contains(a.Name)).Aggregate(
            Stamped(ResourceDocument.Read(plan.Document!, Type), before), (made, a) => made.With(a, before.Resource[a]));
        var link = before.Link! with { Name = live.Name, DisplayName = live.DisplayName, Email = live.Email ?? before.Link!.Email, Active = live.Active };
        var change = await WithAccessAsync(new(before, before with { Link = link }, after, named.Contains), ct);

        // What was to be taken may be taken in part already: the journal knows what it was.
        var begun = plan.Steps.OfType<Step.RemoveAccess>().FirstOrDefault()?.Access;
        await RunAsync(entry, change.Access is { } left && begun is not null ? change with { Access = begun.And(left) } : change, trail);
    }

    private async Task<StoredResource> ChangeAsync(StoredResource before, PatchOutcome outcome, AuditTrail trail, CancellationToken ct)
    {
        await RefuseAsync(before, outcome.After, ct);
        var named = outcome.Named.Where(a => !a.IsExtension).Select(a => a.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        var after = ProductMirror.WithActive(ProductMirror.WithNameDerivedAgain(before.Resource, outcome.After, named.Contains));
        var change = await WithAccessAsync(new(before, before, after, named.Contains), ct);
        var steps = PlanFor(change);
        if (steps.IsEmpty && context.Users.Reads is Reads.Live && outcome.Named.Any(UserPlanner.ConcernsProduct))
        {
            // Nothing to do as far as the mirror knows: one read makes sure, and what drifted is set right where the request names it.
            if (await reads.LookAsync(before.Link!, ct) is not { } live)
            {
                await reads.MarkMissingAsync(before, trail, ct);
                throw UserReads.NotFound(before.Id);
            }

            var seen = ProductMirror.Refresh(before, live, context.Now);
            change = await WithAccessAsync(change with { Seen = seen, After = Onto(seen.Resource, before.Resource, after, outcome.Named) }, ct);
            steps = PlanFor(change);
        }

        if (Ends(change))
        {
            SetAction(change, trail);
            await context.Guard.AdmitAsync(before.Id, trail, ct);
        }

        if (steps.IsEmpty)
        {
            return await KeepAsync(change, trail);
        }

        var plan = new JournalPlan(trail.RequestId, trail.Actor, ResourceDocument.Write(change.After), [.. named], null, steps);
        SetAction(change, trail);
        var name = change.After.Text("userName")!;
        string[] names = before.Name == name ? [] : [before.Name, before.Link!.Name, name];
        var entry = await context.OpenAsync(Type, before.Id, names, plan, trail, ct);
        return await RunAsync(entry, change, trail);
    }

    private async Task<StoredResource> RunAsync(JournalEntry entry, Change change, AuditTrail trail)
    {
        var before = change.Before;
        var link = change.Seen.Link!;
        var steps = PlanFor(change);
        var report = new StepReport { User = link.AsUser() };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        if (report.IsLost && await reads.LookAsync(link, CancellationToken.None) is { } still)
        {
            // Only one node of the product's cluster had not heard of the account.
            report = new StepReport { User = still };
            await context.Runner.RunAsync(steps, report, CancellationToken.None);
        }

        if (report.IsLost)
        {
            await reads.MarkMissingAsync(before, trail, CancellationToken.None);
        }

        await context.ThrowUnlessDoneAsync(entry, report, $"User {before.Id} does not exist.", trail);

        // What was sent is what the product has; what came back beside it is news: the product's own change meanwhile.
        var told = steps.OfType<Step.UpdateUser>().Select(s => s.Change).FirstOrDefault() ?? new();
        var account = report.User!;
        var sent = link with
        {
            Name = told.Name is null ? link.Name : account.Name,
            DisplayName = told.DisplayName is null ? link.DisplayName : account.DisplayName,
            Email = told.Email is null ? link.Email : account.Email ?? told.Email,
            Active = told.Active is null ? link.Active : account.Active,
            FallbackEmail = WantedUser.Of(change.After, link, context.Users, context.Product).FallbackEmail,
            Withdrawn = await withdrawal.RememberAsync(before.Id, link.Withdrawn, steps, CancellationToken.None),
        };
        var reached = before with { Resource = change.After, Name = change.After.Text("userName")!, Link = sent };
        var settled = ProductMirror.Refresh(reached, account, context.Now);
        settled = settled with { Link = settled.Link! with { NameConfirmedAt = context.Now, WrittenAt = context.Now } };
        return await WriteAsync(entry, change, settled, trail);
    }

    /// <summary>Nothing to tell the product: the mirror alone changes, or nothing at all.</summary>
    private async Task<StoredResource> KeepAsync(Change change, AuditTrail trail)
    {
        var (before, seen, after) = (change.Before, change.Seen, change.After);
        trail.IsNoop = after == seen.Resource && before.State is LinkState.Managed;
        if (trail.IsNoop && ReferenceEquals(seen, before))
        {
            return before;
        }

        SetAction(change, trail);
        return await WriteAsync(null, change, seen with { Resource = after, Name = after.Text("userName")! }, trail);
    }

    /// <summary>
    /// The change and, where the product was seen to have changed by itself, an entry of its own about that: nobody shall look for the
    /// client that did it.
    /// </summary>
    private async Task<StoredResource> WriteAsync(JournalEntry? entry, Change change, StoredResource settled, AuditTrail trail)
    {
        var before = change.Before;
        var isChanged = settled.Resource != before.Resource || before.State is LinkState.Seen;
        var next = settled with { State = LinkState.Managed };
        next = isChanged ? context.NextVersion(next) : next;
        trail.Resource = ProvisioningContext.Describe(next);
        trail.Changes = AttributeChanges.Between(change.Seen.Resource, change.After);
        context.NoteNotStored(next, attribute => change.Named(attribute) || IsChanged(change, attribute), trail);
        ImmutableArray<AttributeChange> drift =
            [.. AttributeChanges.Between(before.Resource, change.Seen.Resource), .. AttributeChanges.Between(change.After, settled.Resource)];
        var seen = drift.IsEmpty ? null : trail.Aside(AuditAction.DriftSeen, drift, trail.Resource, $"Changed in {context.Product.DisplayName}.");
        var audit = trail.Close(200);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(next, before.Version);
                if (seen is not null)
                {
                    await unit.AppendAsync(seen);
                }

                await unit.AppendAsync(audit);
                if (entry is not null)
                {
                    await unit.CloseAsync(entry.Id);
                }
            },
            CancellationToken.None);
        return next;
    }

    private bool IsChanged(Change change, string attribute) =>
        Type.Attribute(attribute) is { } definition && !Equals(change.Before.Resource[definition], change.After[definition]);

    private ImmutableArray<Step> PlanFor(Change change)
    {
        var (before, after) = WantedBy(change);
        var steps = UserPlanner.Update(before, after, change.Seen.Link!, change.Named, context.Product, change.Access);
        return change.Before.State is LinkState.Seen ? [.. steps, .. UserPlanner.Join(context.Users)] : steps;
    }

    private (WantedUser Before, WantedUser After) WantedBy(Change change) => (
        WantedUser.Of(change.Before.Resource, change.Before.Link, context.Users, context.Product),
        WantedUser.Of(change.After, change.Seen.Link, context.Users, context.Product));

    /// <summary>The change with what it takes from the account or gives back to it, where the product has no active flag.</summary>
    private async Task<Change> WithAccessAsync(Change change, CancellationToken ct)
    {
        var (before, after) = WantedBy(change);
        return change with { Access = await withdrawal.AccessOfAsync(change.Before.Id, before, after, change.Seen.Link!, change.Named, ct) };
    }

    /// <summary>What the request makes of <paramref name="before"/>, made of <paramref name="seen"/> instead.</summary>
    private static Resource Onto(Resource seen, Resource before, Resource after, IReadOnlySet<AttributeDefinition> named) =>
        before.Type.Attributes.Where(a => named.Contains(a) || !Equals(before[a], after[a])).Aggregate(seen, (made, a) => made.With(a, after[a]));

    /// <exception cref="ScimException">The user is protected, not to be adopted, or the new name is another's.</exception>
    private async Task RefuseAsync(StoredResource before, Resource after, CancellationToken ct)
    {
        if (context.Protection.ReasonAgainst(before.Link!.AsUser()) is { } reason)
        {
            throw new ScimException(ScimError.Mutability($"User {before.Id} can't be changed: the account '{before.Link!.Name}' {reason}."));
        }

        if (before is { State: LinkState.Seen, Link.CreatedByUs: false } && !context.Users.AdoptExisting)
        {
            throw new ScimException(ScimError.Uniqueness(
                $"The account '{before.Link!.Name}' was there before the gateway, and Scim:Users:AdoptExisting=false forbids to change it."));
        }

        var name = after.Text("userName") ?? throw new ScimException(ScimError.Mutability("userName is required and can't be removed."));
        if (Comparable.Fold(name) == Comparable.Fold(before.Name))
        {
            return;
        }

        if (context.Protection.ReasonAgainstName(name) is { } protects)
        {
            throw new ScimException(ScimError.Uniqueness($"The name '{name}' {protects}."));
        }

        var productName = context.Product.Can(ProductCapabilities.RenameUser) && !SoftDeletedName.IsOf(name, before.Link!.Name) ? context.Product.UserName(name) : name;
        var holder = await context.Resources.FindByNameAsync(Type, name, ct) ?? await context.Resources.FindByProductNameAsync(Type, productName, ct);
        if (holder is not null && holder.Id != before.Id)
        {
            throw new ScimException(ScimError.Uniqueness($"userName '{name}' belongs to user {holder.Id}."));
        }
    }

    private static bool Ends(Change change)
    {
        var active = change.After.Type.Attribute("active");
        return change.Seen.Resource.Attributes.Boolean(active) is not false && change.After.Attributes.Boolean(active) is false;
    }

    private static void SetAction(Change change, AuditTrail trail)
    {
        var active = change.After.Type.Attribute("active");
        trail.Action = (change.Seen.Resource.Attributes.Boolean(active) ?? true, change.After.Attributes.Boolean(active) ?? true) switch
        {
            _ when change.Before.State is LinkState.Seen => AuditAction.UserAdopt,
            (true, false) => AuditAction.UserDeactivate,
            (false, true) => AuditAction.UserReactivate,
            _ => AuditAction.UserUpdate,
        };
    }

    private string[] KeysOf(StoredResource before, PatchOutcome outcome)
    {
        var name = outcome.After.Text("userName");
        return name is null || Comparable.Fold(name) == Comparable.Fold(before.Name)
            ? [ProvisioningContext.ResourceKey(before.Id)]
            : [ProvisioningContext.NameKey(Type, before.Name), ProvisioningContext.NameKey(Type, name), ProvisioningContext.ResourceKey(before.Id)];
    }

    /// <summary>A document of the journal with the id and meta of the resource, so that it compares to it.</summary>
    private static Resource Stamped(Resource document, StoredResource stored) =>
        ResourceMeta.Stamp(document, stored.Id, stored.Version, stored.Created, stored.LastModified);

    /// <summary>What a request comes to.</summary>
    /// <param name="Before">The user in the mirror.</param>
    /// <param name="Seen">The same with what the product shows now, where it was asked.</param>
    /// <param name="After">What the request makes of <paramref name="Seen"/>.</param>
    /// <param name="Named">Tells whether the request names an attribute of the User schema.</param>
    /// <param name="Access">What the account loses or gets back, where the product has no active flag.</param>
    private sealed record Change(
        StoredResource Before, StoredResource Seen, Resource After, Func<string, bool> Named, AccountAccess? Access = null);
}
