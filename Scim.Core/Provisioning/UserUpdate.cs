using System.Collections.Immutable;
using Scim.Core.Auditing;
using Scim.Core.Patching;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>PATCH and PUT of a user: planned on the mirror, so that a changed attribute is one product call whose answer refreshes it.</summary>
internal sealed class UserUpdate(ProvisioningContext context, UserReads reads)
{
    private ResourceType Type => context.Catalog.User;

    /// <param name="apply">What the request makes of the resource; pure, and called again if somebody else was first.</param>
    public async Task<StoredResource> ChangeAsync(
        string id, Func<StoredResource, PatchOutcome> apply, Func<JournalEntry, Task> resume, AuditTrail trail, CancellationToken ct)
    {
        trail.Action = AuditAction.UserUpdate;
        trail.Resource = new(Type.Name, id, null, null);
        await context.EnsureProtectionAsync(ct);
        while (true)
        {
            var before = await reads.FindAsync(id, ct);
            var keys = KeysOf(before, apply(before));
            await using var turn = await context.EnterAsync(keys, ct);
            if (await context.Journal.FindByResourceAsync(id, ct) is { } unfinished)
            {
                await resume(unfinished);
            }

            before = await reads.FindAsync(id, ct);
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
        await RunAsync(entry, before, before with { Link = link }, after, named.Contains, trail);
    }

    private async Task<StoredResource> ChangeAsync(StoredResource before, PatchOutcome outcome, AuditTrail trail, CancellationToken ct)
    {
        await RefuseAsync(before, outcome.After, ct);
        var after = outcome.After;
        var named = outcome.Named.Where(a => !a.IsExtension).Select(a => a.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = before;
        var steps = PlanFor(before, seen, after, named.Contains);
        if (steps.IsEmpty && context.Users.Reads is Reads.Live && outcome.Named.Any(UserPlanner.ConcernsProduct))
        {
            // Nothing to do as far as the mirror knows: one read makes sure, and what drifted is set right where the request names it.
            if (await reads.LookAsync(before.Link!, ct) is not { } live)
            {
                await reads.MarkMissingAsync(before, trail, ct);
                throw UserReads.NotFound(before.Id);
            }

            seen = ProductMirror.Refresh(before, live, context.Now);
            steps = PlanFor(before, seen, after, named.Contains);
            after = outcome.Named.Aggregate(seen.Resource, (made, attribute) => made.With(attribute, after[attribute]));
        }

        if (steps.IsEmpty)
        {
            return await KeepAsync(before, seen, after, trail, ct);
        }

        var plan = new JournalPlan(trail.RequestId, trail.Actor, ResourceDocument.Write(after), [.. named], null, steps);
        SetAction(before, after, trail);
        string[] names = before.Name == after.Text("userName") ? [] : [before.Name, before.Link!.Name, after.Text("userName")!];
        var entry = await context.OpenAsync(Type, before.Id, names, plan, trail, ct);
        return await RunAsync(entry, before, seen, after, named.Contains, trail);
    }

    private async Task<StoredResource> RunAsync(
        JournalEntry entry, StoredResource before, StoredResource seen, Resource after, Func<string, bool> named, AuditTrail trail)
    {
        var link = seen.Link!;
        var steps = PlanFor(before, seen, after, named);
        var report = new StepReport { User = link.AsUser() };
        await context.Runner.RunAsync(steps, report, CancellationToken.None);
        if (report.IsLost)
        {
            await reads.MarkMissingAsync(before, trail, CancellationToken.None);
        }

        await context.ThrowUnlessDoneAsync(entry, report, $"User {before.Id} does not exist.");

        // What was sent is what the product has; what came back beside it is news: the product's own change meanwhile.
        var change = steps.OfType<Step.UpdateUser>().Select(s => s.Change).FirstOrDefault() ?? new();
        var account = report.User!;
        var sent = link with
        {
            Name = change.Name is null ? link.Name : account.Name,
            DisplayName = change.DisplayName is null ? link.DisplayName : account.DisplayName,
            Email = change.Email is null ? link.Email : account.Email ?? change.Email,
            Active = change.Active is null ? link.Active : account.Active,
            FallbackEmail = WantedUser.Of(after, link, context.Users, context.Product).FallbackEmail,
        };
        var settled = ProductMirror.Refresh(before with { Resource = after, Name = after.Text("userName")!, Link = sent }, account, context.Now);
        settled = settled with { Link = settled.Link! with { NameConfirmedAt = context.Now, WrittenAt = context.Now } };
        return await WriteAsync(entry, before, settled, trail);
    }

    /// <summary>Nothing to tell the product: the mirror alone changes, or nothing at all.</summary>
    private async Task<StoredResource> KeepAsync(
        StoredResource before, StoredResource seen, Resource after, AuditTrail trail, CancellationToken ct)
    {
        if (after == before.Resource && ReferenceEquals(seen, before) && before.State is LinkState.Managed)
        {
            trail.IsNoop = true;
            return before;
        }

        SetAction(before, after, trail);
        return await WriteAsync(null, before, seen with { Resource = after, Name = after.Text("userName")! }, trail);
    }

    private async Task<StoredResource> WriteAsync(JournalEntry? entry, StoredResource before, StoredResource settled, AuditTrail trail)
    {
        var changed = settled.Resource != before.Resource || before.State is LinkState.Seen;
        var next = settled with { State = LinkState.Managed };
        next = changed ? context.NextVersion(next) : next;
        trail.Resource = ProvisioningContext.Describe(next);
        trail.Changes = AttributeChanges.Between(before.Resource, next.Resource);
        var audit = trail.Close(200);
        await context.Store.WriteAsync(
            async unit =>
            {
                await unit.UpdateAsync(next, before.Version);
                await unit.AppendAsync(audit);
                if (entry is not null)
                {
                    await unit.CloseAsync(entry.Id);
                }
            },
            CancellationToken.None);
        return next;
    }

    private ImmutableArray<Step> PlanFor(StoredResource before, StoredResource seen, Resource after, Func<string, bool> named) => UserPlanner.Update(
        WantedUser.Of(before.Resource, before.Link, context.Users, context.Product),
        WantedUser.Of(after, seen.Link, context.Users, context.Product),
        seen.Link!,
        named,
        context.Product);

    /// <exception cref="ScimException">The user is protected, not to be adopted, or the new name is another's.</exception>
    private async Task RefuseAsync(StoredResource before, Resource after, CancellationToken ct)
    {
        if (context.Protection.ReasonAgainst(before.Link!.AsUser()) is { } reason)
        {
            throw new ScimException(ScimError.Mutability($"User {before.Id} can't be changed: the account '{before.Link!.Name}' {reason}."));
        }

        if (before.State is LinkState.Seen && !context.Users.AdoptExisting)
        {
            throw new ScimException(ScimError.Uniqueness(
                $"The account '{before.Link!.Name}' was there before the gateway, and Scim:Users:AdoptExisting=false forbids to change it."));
        }

        var name = after.Text("userName") ?? throw new ScimException(ScimError.Mutability("userName is required and can't be removed."));
        if (Comparable.Fold(name) == Comparable.Fold(before.Name))
        {
            return;
        }

        var holder = await context.Resources.FindByNameAsync(Type, name, ct) ?? await context.Resources.FindByProductNameAsync(Type, name, ct);
        if (holder is not null && holder.Id != before.Id)
        {
            throw new ScimException(ScimError.Uniqueness($"userName '{name}' belongs to user {holder.Id}."));
        }
    }

    private static void SetAction(StoredResource before, Resource after, AuditTrail trail)
    {
        var active = before.Resource.Type.Attribute("active");
        trail.Action = (before.Resource.Attributes.Boolean(active) ?? true, after.Attributes.Boolean(active) ?? true) switch
        {
            _ when before.State is LinkState.Seen => AuditAction.UserAdopt,
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
}
