using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>One broken adapter for each promise about groups.</summary>
internal static class GroupBreakers
{
    public static IEnumerable<Breaker> All =>
    [
        Groups("puts itself into a new group", good => new(good.Groups)
            {
                Create = async (name, ct) =>
                {
                    var group = await good.Groups.CreateAsync(name, ct);
                    var own = (await good.ReadSiteAsync(ct)).OwnAccount;
                    await good.Groups.AddMembersAsync(group, [new(own.Key, own.Name)], ct);
                    return group;
                },
            },
            nameof(GroupContract.A_created_group_is_found_and_empty)),
        Groups("looks before it creates a group", good => new(good.Groups)
            {
                Create = async (name, ct) => await good.Groups.FindByNameAsync(name, ct) ?? await good.Groups.CreateAsync(name, ct),
            },
            nameof(GroupContract.Creating_and_finding_are_one_call_each)),
        Groups("takes a group that exists for one made", good => new(good.Groups)
            {
                Create = (name, ct) => Retold.Swallow<ProductGroup, ProductFault.AlreadyExists>(
                    () => good.Groups.CreateAsync(name, ct), async () => (await good.Groups.FindByNameAsync(name, ct))!),
            },
            nameof(GroupContract.Creating_a_group_that_exists_throws_AlreadyExists)),
        Groups("says NotFound of a group in place of null", good => new(good.Groups)
            {
                FindByName = async (name, ct) => await good.Groups.FindByNameAsync(name, ct) ?? throw Gone(name),
            },
            nameof(GroupContract.What_is_not_there_is_null)),
        Groups("shows a group in the case that was asked for", good => new(good.Groups)
            {
                FindByName = async (name, ct) => await good.Groups.FindByNameAsync(name, ct) is { } found ? found with { Name = name } : null,
            },
            nameof(GroupContract.A_group_is_found_in_any_case_and_shown_in_its_own)),
        Groups("takes the first group whose name holds the one sought", good => new(good.Groups)
            {
                FindByName = (name, ct) => good.Groups.ListAsync(ct).FirstOrDefaultAsync(g => g.Name.Contains(name, StringComparison.OrdinalIgnoreCase), ct).AsTask(),
            },
            nameof(GroupContract.A_part_of_a_name_finds_nothing)),
        Groups("escapes a group's name twice", good => new(good.Groups) { FindByName = (name, ct) => good.Groups.FindByNameAsync(Uri.EscapeDataString(name), ct) },
            nameof(GroupContract.A_name_with_special_characters_survives_the_way_there_and_back),
            nameof(GroupContract.A_name_of_every_character_that_the_rules_allow_can_be_made_and_found)),
        Groups("deletes the members with the group", good => new(good.Groups)
            {
                Delete = async (group, ct) =>
                {
                    await foreach (var member in good.Groups.ListMembersAsync(group, ct))
                    {
                        await good.Users.DeleteAsync(member, ct);
                    }

                    await good.Groups.DeleteAsync(group, ct);
                },
            },
            nameof(GroupContract.Deleting_takes_the_group_and_leaves_its_members)),
        Groups("fails where the group is gone already", good => new(good.Groups)
            {
                Delete = async (group, ct) =>
                {
                    _ = await good.Groups.FindByNameAsync(group.Name, ct) ?? throw Gone(group.Name);
                    await good.Groups.DeleteAsync(group, ct);
                },
            },
            nameof(GroupContract.Deleting_what_is_gone_succeeds)),
        Groups("empties a group in place of deleting it", good => new(good.Groups) { Delete = (_, _) => Task.CompletedTask },
            nameof(GroupContract.A_group_that_was_deleted_can_be_made_again)),
        new("claims that it renames groups", typeof(GroupContract),
            good =>
            {
                var more = good.Descriptor with { Capabilities = good.Descriptor.Capabilities | ProductCapabilities.RenameGroup };
                return new BrokenAdapter(good) { Describe = () => more };
            },
            nameof(GroupContract.Renaming_keeps_key_and_members)),
    ];

    private static Breaker Groups(string name, Func<IProductAdapter, BrokenGroups> groups, params string[] reds) =>
        new(name, typeof(GroupContract), good => new BrokenAdapter(good) { Groups = groups(good) }, reds);

    private static ProductException Gone(string name) => new(new ProductFault.NotFound($"There is no group '{name}'."));
}
