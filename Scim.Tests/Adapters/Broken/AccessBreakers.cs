using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about access that is taken away and given back.</summary>
internal static class AccessBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        new("claims access that it can't take away", typeof(AccessContract), good => new BrokenAdapter(good) { Access = null },
            nameof(AccessContract.It_is_there_exactly_where_it_is_declared)),
        Access("takes every group for one that grants access", (_, good) => new(good)
            {
                Read = async (user, ct) => await good.ReadAsync(user, ct) is var access ? access with { Groups = [.. access.Groups, "staff"] } : access,
            },
            nameof(AccessContract.An_account_in_no_group_that_grants_anything_has_no_access), nameof(AccessContract.What_lets_an_account_in_is_read_and_nothing_else)),
        Access("takes nothing away", (_, good) => new(good) { Remove = (_, _, _) => Task.CompletedTask },
            nameof(AccessContract.Taken_away_it_lets_nobody_in_and_the_other_groups_stay)),
        Access("gives nothing back", (_, good) => new(good) { GiveBack = (_, _, _) => Task.CompletedTask },
            nameof(AccessContract.Given_back_it_is_just_what_it_was)),
        Access("fails on taking away what is gone", (_, good) => new(good)
            {
                Remove = async (user, access, ct) =>
                {
                    if ((await good.ReadAsync(user, ct)).IsNone)
                    {
                        throw new ProductException(new ProductFault.Invalid("It has no access."));
                    }

                    await good.RemoveAsync(user, access, ct);
                },
            },
            nameof(AccessContract.Taking_away_and_giving_back_can_be_repeated)),
        Access("stops at a group that is gone", (adapter, good) => new(good)
            {
                GiveBack = async (user, access, ct) =>
                {
                    foreach (var name in access.Groups)
                    {
                        _ = await adapter.Groups.FindByNameAsync(name, ct) ?? throw new ProductException(new ProductFault.NotFound($"There is no group '{name}'."));
                    }

                    await good.GiveBackAsync(user, access, ct);
                },
            },
            nameof(AccessContract.A_group_that_is_gone_meanwhile_is_passed_over), nameof(AccessContract.Where_all_its_groups_are_gone_nothing_is_left_to_give_back)),
        Access("takes access of who is gone for taken away", (_, good) => new(good)
            {
                Remove = (user, access, ct) => Retold.Swallow<bool, ProductFault.NotFound>(
                    () => Retold.Done(good.RemoveAsync(user, access, ct)), () => Task.FromResult(true)),
            },
            nameof(AccessContract.Of_an_account_that_is_gone_nothing_is_read_and_nothing_else_done)),
        Access("goes by the name last seen", (adapter, good) => new(good)
            {
                Read = async (user, ct) => await good.ReadAsync(await adapter.Users.FindByNameAsync(user.Name, ct) ?? user, ct),
                Remove = async (user, access, ct) => await good.RemoveAsync(await adapter.Users.FindByNameAsync(user.Name, ct) ?? user, access, ct),
            },
            nameof(AccessContract.An_account_that_was_renamed_outside_loses_its_own_access_and_nobody_elses)),
        Access("doesn't tell that no seat is free", (_, good) => new(good)
            {
                GiveBack = (user, access, ct) => Retold.Swallow<bool, ProductFault.LicenceExceeded>(
                    () => Retold.Done(good.GiveBackAsync(user, access, ct)), () => Task.FromResult(true)),
            },
            nameof(AccessContract.Without_a_free_seat_nothing_is_given_back_and_the_seats_are_told)),
        Access("revokes nothing", (_, good) => new(good) { Revoke = (_, _) => Task.CompletedTask },
            nameof(AccessContract.Credentials_that_are_revoked_are_gone_and_revoking_them_again_succeeds)),
        new("tells a missing right to take access away as an outage", typeof(AccessContract),
            good => Retold.Adapter(good, fault => fault is ProductFault.Forbidden ? new ProductFault.Unavailable(fault.Message) : fault),
            nameof(AccessContract.Without_the_right_to_administer_nothing_is_taken_away)),
    ];

    private static Breaker Access(string name, Func<IProductAdapter, IAccountAccess, BrokenAccess> access, params string[] reds) =>
        new(name, typeof(AccessContract), good => new BrokenAdapter(good) { Access = access(good, good.Access!) }, reds);
}
