using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about accounts.</summary>
internal static class UserBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        Users("finds no account by its key", good => new(good.Users) { Find = (_, _) => Task.FromResult<ProductUser?>(null) },
            nameof(UserContract.A_created_account_is_found_by_its_key_and_by_its_name)),
        Users("says NotFound in place of null", good => new(good.Users)
            {
                Find = async (user, ct) => await good.Users.FindAsync(user, ct) ?? throw Gone(user.Name),
            },
            nameof(UserContract.What_is_not_there_is_null)),
        Users("goes by the name last seen in place of the key", good => new(good.Users) { Find = (user, ct) => good.Users.FindByNameAsync(user.Name, ct) },
            nameof(UserContract.An_account_that_was_renamed_outside_is_found_by_its_key), nameof(UserContract.Renaming_keeps_the_key_and_the_memberships)),
        Users("compares names with case", good => new(good.Users)
            {
                FindByName = async (name, ct) => await good.Users.FindByNameAsync(name, ct) is { } found && found.Name == name ? found : null,
            },
            nameof(UserContract.A_name_is_found_in_any_case)),
        Users("doesn't tell who administers", good => new(good.Users)
            {
                FindByName = async (name, ct) => await good.Users.FindByNameAsync(name, ct) is { } found ? found with { Administers = null } : null,
            },
            nameof(UserContract.Finding_by_name_tells_who_administers)),
        Users("escapes a name twice", good => new(good.Users) { FindByName = (name, ct) => good.Users.FindByNameAsync(Uri.EscapeDataString(name), ct) },
            nameof(UserContract.A_name_with_special_characters_survives_the_way_there_and_back),
            nameof(UserContract.A_name_of_every_character_that_the_rules_allow_can_be_made_and_found)),
        Users("answers deactivated accounts as gone", good => new(good.Users)
            {
                FindByName = async (name, ct) => await good.Users.FindByNameAsync(name, ct) is { Active: true } found ? found : null,
            },
            nameof(UserContract.A_deactivated_account_is_still_found_and_can_be_activated_again)),
        Users("makes accounts without what was sent", good => new(good.Users)
            {
                Create = (user, ct) => good.Users.CreateAsync(user with { DisplayName = user.Name }, ct),
            },
            nameof(UserContract.A_created_account_is_active_and_has_what_was_sent)),
        Users("lets new accounts in unasked", good => new(good.Users)
            {
                Create = async (user, ct) =>
                {
                    var made = await good.Users.CreateAsync(user, ct);
                    var licence = await good.Groups.FindByNameAsync("jira-software-users", ct);
                    await good.Groups.AddMembersAsync(licence!, [new(made.Key, made.Name)], ct);
                    return made;
                },
            },
            nameof(UserContract.A_created_account_is_in_no_group_that_grants_access_unless_the_product_does_that_itself)),
        Users("looks before it creates", good => new(good.Users)
            {
                Create = async (user, ct) => await good.Users.FindByNameAsync(user.Name, ct) ?? await good.Users.CreateAsync(user, ct),
            },
            nameof(UserContract.Creating_is_one_change_without_looking_first)),
        Users("takes a name in use for an account made", good => new(good.Users)
            {
                Create = (user, ct) => Retold.Swallow<ProductUser, ProductFault.AlreadyExists>(
                    () => good.Users.CreateAsync(user, ct), async () => (await good.Users.FindByNameAsync(user.Name, ct))!),
            },
            nameof(UserContract.Creating_a_name_that_exists_throws_AlreadyExists_and_changes_nothing), nameof(UserContract.A_name_that_differs_only_in_case_exists)),
        new("doesn't say which value is refused", typeof(UserContract),
            good => Retold.Adapter(good, fault => fault is ProductFault.Invalid invalid ? invalid with { Field = null } : fault),
            nameof(UserContract.A_name_that_is_too_long_throws_Invalid_about_the_name), nameof(UserContract.An_address_that_is_none_throws_Invalid_about_the_email)),
        Users("overwrites what wasn't named", good => new(good.Users)
            {
                Update = (user, change, ct) => good.Users.UpdateAsync(
                    user, change with { DisplayName = change.DisplayName ?? user.Name, Email = change.Email ?? "nobody@example.com" }, ct),
            },
            nameof(UserContract.Updating_changes_what_is_named_and_nothing_else), nameof(UserContract.Updating_the_address_leaves_the_names)),
        Users("refuses a change that is done already", good => new(good.Users)
            {
                Update = async (user, change, ct) => (await good.Users.FindAsync(user, ct))?.DisplayName == change.DisplayName
                    ? throw new ProductException(new ProductFault.Invalid("It has that name already."))
                    : await good.Users.UpdateAsync(user, change, ct),
            },
            nameof(UserContract.Updating_twice_is_updating_once)),
        Users("takes deactivated accounts out of their groups", good => new(good.Users)
            {
                Update = async (user, change, ct) =>
                {
                    if (change.Active == false && await good.Groups.FindByNameAsync("staff", ct) is { } staff)
                    {
                        await good.Groups.RemoveMembersAsync(staff, [new(user.Key, user.Name)], ct);
                    }

                    return await good.Users.UpdateAsync(user, change, ct);
                },
            },
            nameof(UserContract.Deactivating_leaves_the_memberships)),
        Users("gives a renamed account another key", good => new(good.Users)
            {
                Update = async (user, change, ct) => await good.Users.UpdateAsync(user, change, ct) is var updated && change.Name is { } name
                    ? updated with { Key = new(name) }
                    : updated,
            },
            nameof(UserContract.Renaming_keeps_the_key_and_the_memberships)),
        Users("takes a name in use for a rename done", good => new(good.Users)
            {
                Update = (user, change, ct) => Retold.Swallow<ProductUser, ProductFault.AlreadyExists>(
                    () => good.Users.UpdateAsync(user, change, ct), () => Task.FromResult(user)),
            },
            nameof(UserContract.Renaming_to_a_name_that_exists_throws_AlreadyExists)),
        Users("takes a rename by case for none", good => new(good.Users)
            {
                Update = (user, change, ct) => string.Equals(change.Name, user.Name, StringComparison.OrdinalIgnoreCase)
                    ? Task.FromResult(user)
                    : good.Users.UpdateAsync(user, change, ct),
            },
            nameof(UserContract.Renaming_by_case_alone_is_done)),
        Users("does only the first of several changes", good => new(good.Users)
            {
                Update = (user, change, ct) => good.Users.UpdateAsync(user, change.Name is { } name ? new(Name: name) : change, ct),
            },
            nameof(UserContract.Several_changes_are_all_done_and_none_twice), nameof(UserContract.Several_changes_are_one_call)),
        Users("makes a call for each value", good => new(good.Users)
            {
                Update = async (user, change, ct) =>
                {
                    var renamed = change.Name is null ? user : await good.Users.UpdateAsync(user, new(Name: change.Name), ct);
                    return await good.Users.UpdateAsync(renamed, change with { Name = null }, ct);
                },
            },
            nameof(UserContract.Several_changes_are_one_call)),
        Users("takes an update of what is gone for done", good => new(good.Users)
            {
                Update = (user, change, ct) => Retold.Swallow<ProductUser, ProductFault.NotFound>(
                    () => good.Users.UpdateAsync(user, change, ct), () => Task.FromResult(user)),
            },
            nameof(UserContract.Updating_what_is_gone_throws_NotFound)),
        Users("fails where the account is gone already", good => new(good.Users)
            {
                Delete = async (user, ct) =>
                {
                    _ = await good.Users.FindAsync(user, ct) ?? throw Gone(user.Name);
                    await good.Users.DeleteAsync(user, ct);
                },
            },
            nameof(UserContract.A_deleted_account_is_gone_and_deleting_it_again_succeeds)),
        new("does what it doesn't declare", typeof(UserContract),
            good =>
            {
                var less = good.Descriptor with { Capabilities = good.Descriptor.Capabilities & ~ProductCapabilities.UpdateUser };
                return new BrokenAdapter(good) { Describe = () => less };
            },
            nameof(UserContract.What_is_not_declared_throws_Unsupported)),
    ];

    private static Breaker Users(string name, Func<IProductAdapter, BrokenUsers> users, params string[] reds) =>
        new(name, typeof(UserContract), good => new BrokenAdapter(good) { Users = users(good) }, reds);

    private static ProductException Gone(string name) => new(new ProductFault.NotFound($"There is no account '{name}'."));
}
