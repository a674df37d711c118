using Scim.Core.Adapters;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Deactivation in a product without an active flag: the account loses what lets it in, and gets just that back when it is activated.
/// Groups that SCIM shows the user in aren't remembered twice: the membership is the memory, and what SCIM changes of it meanwhile counts.
/// </summary>
internal sealed class Withdrawal(ProvisioningContext context)
{
    /// <summary>What a change takes or gives back; null where it doesn't concern the access. Taking costs the adapter's reads.</summary>
    public async Task<AccountAccess?> AccessOfAsync(
        string userId, WantedUser before, WantedUser after, ProductLink link, Func<string, bool> named, CancellationToken ct)
    {
        if (!UserPlanner.ChangesAccess(before, after, link, named, context.Product))
        {
            return null;
        }

        return after.Active ? await ToGiveBackAsync(userId, link.Withdrawn!, ct) : await ReadAsync(link, ct);
    }

    /// <summary>What lets the account in now.</summary>
    public Task<AccountAccess> ReadAsync(ProductLink link, CancellationToken ct) => context.Adapter.Access!.ReadAsync(link.AsUser(), ct);

    /// <summary>What is remembered once these steps are done; null where the account has its access.</summary>
    public async Task<AccountAccess?> RememberAsync(string userId, AccountAccess? before, IEnumerable<Step> steps, CancellationToken ct)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case Step.GiveBackAccess:
                    return null;
                case Step.RemoveAccess removed:
                    var shown = (await GrantingGroupsAsync(userId, ct)).ToHashSet(StringComparer.OrdinalIgnoreCase);
                    return removed.Access with { Groups = [.. removed.Access.Groups.Where(g => !shown.Contains(g))] };
            }
        }

        return before;
    }

    private async Task<AccountAccess> ToGiveBackAsync(string userId, AccountAccess withdrawn, CancellationToken ct) =>
        withdrawn.And(new([.. await GrantingGroupsAsync(userId, ct)]));

    /// <summary>The product's names of the groups that let somebody in and that SCIM shows the user in.</summary>
    private async Task<IReadOnlyList<string>> GrantingGroupsAsync(string userId, CancellationToken ct)
    {
        var names = new List<string>();
        foreach (var member in await context.Members.GroupsOfAsync(userId, ct))
        {
            var group = await context.Resources.FindAsync(context.Catalog.Group, member.Id, ct);
            if (group?.Link is { } link && context.Protection.Of(link.Name) is not GroupProtection.None)
            {
                names.Add(link.Name);
            }
        }

        return names;
    }
}
