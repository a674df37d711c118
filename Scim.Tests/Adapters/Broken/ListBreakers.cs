using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about lists.</summary>
internal static class ListBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        Groups("lists the first page of members only", good => new(good) { Members = (group, ct) => good.ListMembersAsync(group, ct).Take(50) },
            nameof(ListContract.All_members_are_listed_over_several_pages)),
        Groups("takes an empty group for one that is gone", good => new(good) { Members = (group, ct) => NeverEmpty(good.ListMembersAsync(group, ct)) },
            nameof(ListContract.An_empty_group_lists_nobody)),
        Groups("takes a group that is gone for an empty one", good => new(good) { Members = (group, ct) => EmptyWhereGone(good, group, ct) },
            nameof(ListContract.Listing_the_members_of_a_group_that_is_gone_throws_NotFound)),
        Groups("reads the whole list first", good => new(good) { Members = (group, ct) => AtOnce(good.ListMembersAsync(group, ct)) },
            nameof(ListContract.A_list_that_is_left_early_asks_for_no_further_page)),
        new("lists active accounts only", typeof(ListContract),
            good => new BrokenAdapter(good) { Users = new BrokenUsers(good.Users) { List = ct => good.Users.ListAsync(ct).Where(u => u.Active) } },
            nameof(ListContract.All_accounts_are_listed_deactivated_ones_too)),
        Groups("lists the first page of groups only", good => new(good) { List = ct => good.ListAsync(ct).Take(50) },
            nameof(ListContract.All_groups_are_listed)),
    ];

    private static Breaker Groups(string name, Func<IProductGroups, BrokenGroups> groups, params string[] reds) =>
        new(name, typeof(ListContract), good => new BrokenAdapter(good) { Groups = groups(good.Groups) }, reds);

    private static async IAsyncEnumerable<ProductUser> NeverEmpty(IAsyncEnumerable<ProductUser> members)
    {
        var any = false;
        await foreach (var member in members)
        {
            any = true;
            yield return member;
        }

        if (!any)
        {
            throw new ProductException(new ProductFault.NotFound("There is no such group."));
        }
    }

    private static async IAsyncEnumerable<ProductUser> EmptyWhereGone(
        IProductGroups good, ProductGroup group, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var members = await Retold.Swallow<ProductUser[], ProductFault.NotFound>(
            async () => await good.ListMembersAsync(group, ct).ToArrayAsync(ct), () => Task.FromResult<ProductUser[]>([]));
        foreach (var member in members)
        {
            yield return member;
        }
    }

    private static async IAsyncEnumerable<ProductUser> AtOnce(IAsyncEnumerable<ProductUser> members)
    {
        foreach (var member in await members.ToArrayAsync())
        {
            yield return member;
        }
    }
}
