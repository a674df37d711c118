using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about members.</summary>
internal static class MembershipBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        Members("adds only the first of a batch", good => new(good) { Add = (group, members, ct) => good.AddMembersAsync(group, [.. members.Take(1)], ct) },
            nameof(MembershipContract.Added_members_are_in)),
        Members("looks at the group before it adds", good => new(good)
            {
                Add = async (group, members, ct) =>
                {
                    await good.FindByNameAsync(group.Name, ct);
                    return await good.AddMembersAsync(group, members, ct);
                },
            },
            nameof(MembershipContract.A_member_costs_no_more_calls_than_the_descriptor_says), nameof(MembershipContract.Adding_and_removing_nobody_costs_nothing)),
        Members("throws on adding a member that is one", good => new(good)
            {
                Add = async (group, members, ct) => await good.ListMembersAsync(group, ct).AnyAsync(m => members.Any(a => a.Key == m.Key), ct)
                    ? throw new ProductException(new ProductFault.AlreadyExists("It is a member already."))
                    : await good.AddMembersAsync(group, members, ct),
            },
            nameof(MembershipContract.Adding_a_member_succeeds_though_it_is_one)),
        Members("removes everybody", good => new(good)
            {
                Remove = async (group, _, ct) => await good.RemoveMembersAsync(
                    group, await good.ListMembersAsync(group, ct).Select(m => new MemberRef(m.Key, m.Name)).ToArrayAsync(ct), ct),
            },
            nameof(MembershipContract.Removed_members_are_out_and_the_others_stay)),
        Members("throws on removing who is no member", good => new(good)
            {
                Remove = async (group, members, ct) =>
                {
                    var present = await good.ListMembersAsync(group, ct).Select(m => m.Key).ToArrayAsync(ct);
                    return members.All(m => present.Contains(m.Key))
                        ? await good.RemoveMembersAsync(group, members, ct)
                        : throw new ProductException(new ProductFault.NotFound("It is no member."));
                },
            },
            nameof(MembershipContract.Removing_whoever_is_no_member_succeeds)),
        Members("throws a partial failure", good => new(good)
            {
                Add = async (group, members, ct) => await good.AddMembersAsync(group, members, ct) is [var first, ..] ? throw new ProductException(first.Fault) : [],
            },
            nameof(MembershipContract.An_account_that_is_gone_is_told_and_the_others_are_added)),
        Members("keeps a partial failure to itself", good => new(good)
            {
                Add = async (group, members, ct) =>
                {
                    await good.AddMembersAsync(group, members, ct);
                    return [];
                },
            },
            nameof(MembershipContract.An_account_that_is_gone_is_told_and_the_others_are_added),
            nameof(MembershipContract.A_name_that_nobody_has_any_more_is_told_unless_the_product_goes_by_the_key)),
        Members("removes the first of a batch only", good => new(good) { Remove = (group, members, ct) => good.RemoveMembersAsync(group, [.. members.Take(1)], ct) },
            nameof(MembershipContract.Removing_an_account_that_is_gone_leaves_it_out_of_the_group)),
        Members("makes a group that is missing", good => new(good)
            {
                Add = (group, members, ct) => Retold.Swallow<IReadOnlyList<MemberFailure>, ProductFault.NotFound>(
                    () => good.AddMembersAsync(group, members, ct), async () => await good.AddMembersAsync(await good.CreateAsync(group.Name, ct), members, ct)),
            },
            nameof(MembershipContract.Adding_to_a_group_that_is_gone_throws_NotFound)),
        Members("takes a missing group for one that nobody is in", good => new(good)
            {
                Remove = (group, members, ct) => Retold.Swallow<IReadOnlyList<MemberFailure>, ProductFault.NotFound>(
                    () => good.RemoveMembersAsync(group, members, ct), () => Task.FromResult<IReadOnlyList<MemberFailure>>([])),
            },
            nameof(MembershipContract.Removing_from_a_group_that_is_gone_throws_NotFound)),
        Members("lists active members only", good => new(good) { Members = (group, ct) => good.ListMembersAsync(group, ct).Where(m => m.Active) },
            nameof(MembershipContract.A_deactivated_account_can_be_added_and_is_listed)),
        Members("writes back a list that it read once", WritesBack,
            nameof(MembershipContract.Members_of_several_requests_at_once_are_all_in)),
    ];

    private static Breaker Members(string name, Func<IProductGroups, BrokenGroups> groups, params string[] reds) =>
        new(name, typeof(MembershipContract), good => new BrokenAdapter(good) { Groups = groups(good.Groups) }, reds);

    private static BrokenGroups WritesBack(IProductGroups good)
    {
        var gate = new SemaphoreSlim(1);
        MemberRef[]? read = null;
        return new(good)
        {
            Add = async (group, members, ct) =>
            {
                await gate.WaitAsync(ct);
                try
                {
                    read ??= await good.ListMembersAsync(group, ct).Select(m => new MemberRef(m.Key, m.Name)).ToArrayAsync(ct);
                    var present = await good.ListMembersAsync(group, ct).Select(m => new MemberRef(m.Key, m.Name)).ToArrayAsync(ct);
                    await good.RemoveMembersAsync(group, [.. present.Except(read).Except(members)], ct);
                    return await good.AddMembersAsync(group, members, ct);
                }
                finally
                {
                    gate.Release();
                }
            },
        };
    }
}
