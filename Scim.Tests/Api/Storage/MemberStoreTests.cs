using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class MemberStoreTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task Members_come_page_by_page_in_the_order_of_their_ids()
    {
        var (group, users) = await CrowdAsync(25);

        var pages = new List<string[]>();
        string? after = null;
        while (true)
        {
            var page = await Store.Members.ListAsync(group.Id, after, 10, default);
            if (page.Count == 0)
            {
                break;
            }

            pages.Add([.. page.Select(m => m.Id)]);
            after = page[^1].Id;
        }

        Assert.That(pages.Select(p => p.Length), Is.EqualTo([10, 10, 5]));
        Assert.That(pages.SelectMany(p => p), Is.EqualTo(users.Select(u => u.Id).Order(StringComparer.Ordinal)));
        Assert.That(await Store.Members.CountAsync(group.Id, default), Is.EqualTo(25));
    }

    [Test]
    public async Task A_member_shows_its_display_name_or_else_its_user_name()
    {
        var group = await AddAsync(Group(Unique("group")));
        var ann = await AddAsync(User(Unique("ann"), null, ("displayName", new ScimValue.Text("Ann"))));
        var ben = await AddAsync(User(Unique("ben")));
        await Store.WriteAsync(unit => unit.AddMembersAsync(group.Id, [ann.Id, ben.Id]));

        var members = await Store.Members.ListAsync(group.Id, null, 10, default);

        Assert.That(members, Is.EquivalentTo([new Member(ann.Id, "Ann"), new Member(ben.Id, ben.Name)]));
    }

    [Test]
    public async Task Adding_twice_and_removing_what_isnt_there_change_nothing()
    {
        var (group, users) = await CrowdAsync(3);

        await Store.WriteAsync(async unit =>
        {
            await unit.AddMembersAsync(group.Id, [users[0].Id, users[1].Id]);
            await unit.AddMembersAsync(group.Id, []);
            await unit.RemoveMembersAsync(group.Id, [users[2].Id, "nobody"]);
            await unit.RemoveMembersAsync(group.Id, []);
        });

        Assert.That(
            await Store.Members.WhichAsync(group.Id, [.. users.Select(u => u.Id), "nobody"], default),
            Is.EquivalentTo([users[0].Id, users[1].Id]));
    }

    [Test]
    public async Task Thousands_of_members_are_added_asked_for_and_removed_at_once()
    {
        var (group, users) = await CrowdAsync(2500);
        var ids = users.Select(u => u.Id).ToArray();

        var which = await Store.Members.WhichAsync(group.Id, ids, default);
        await Store.WriteAsync(unit => unit.RemoveMembersAsync(group.Id, ids[..2400]));

        Assert.That(which, Has.Count.EqualTo(2500));
        Assert.That(await Store.Members.CountAsync(group.Id, default), Is.EqualTo(100));
    }

    [Test]
    public async Task A_user_leaves_all_groups_and_a_group_is_emptied()
    {
        var (one, users) = await CrowdAsync(2);
        var (two, others) = await CrowdAsync(2);
        await Store.WriteAsync(unit => unit.AddMembersAsync(two.Id, [users[0].Id]));

        await Store.WriteAsync(unit => unit.LeaveAllGroupsAsync(users[0].Id));
        await Store.WriteAsync(unit => unit.ClearMembersAsync(one.Id));

        Assert.That(await Store.Members.CountAsync(one.Id, default), Is.Zero);
        Assert.That(await Store.Members.WhichAsync(two.Id, [users[0].Id, others[0].Id, others[1].Id], default), Is.EquivalentTo(others.Select(o => o.Id)));
    }

    [Test]
    public async Task The_groups_of_a_user_are_the_living_ones()
    {
        var (one, users) = await CrowdAsync(1);
        var dead = await AddAsync(Group(Unique("dead")));
        await Store.WriteAsync(unit => unit.AddMembersAsync(dead.Id, [users[0].Id]));
        await ChangeAsync(dead, Buried(dead));

        Assert.That(await Store.Members.GroupsOfAsync(users[0].Id, default), Is.EqualTo([new Member(one.Id, one.Name)]));
    }

    [Test]
    public async Task The_groups_of_many_users_come_at_once_and_are_those_that_are_shown()
    {
        var (one, users) = await CrowdAsync(3);
        var lost = await AddAsync(Group(Unique("lost")));
        var two = await AddAsync(Group(Unique("two")));
        await Store.WriteAsync(unit => unit.AddMembersAsync(lost.Id, [users[0].Id]));
        await Store.WriteAsync(unit => unit.AddMembersAsync(two.Id, [users[1].Id]));
        await ChangeAsync(lost, lost with { State = LinkState.Missing });

        var groups = await Store.Members.GroupsOfAsync([.. users[..2].Select(u => u.Id), "nobody"], default);

        Assert.That(groups[users[0].Id].Select(g => g.Id), Is.EqualTo([one.Id]));
        Assert.That(groups[users[1].Id].Select(g => g.Id), Is.EqualTo([one.Id, two.Id]));
        Assert.That(groups.Select(g => g.Key), Is.EquivalentTo([users[0].Id, users[1].Id]));
    }

    [Test]
    public async Task A_member_that_no_resource_is_is_refused()
    {
        var group = await AddAsync(Group(Unique("group")));

        await Assert.ThatAsync(
            () => Store.WriteAsync(unit => unit.AddMembersAsync(group.Id, ["nobody"])), Throws.InstanceOf<System.Data.Common.DbException>());
    }

    private async Task<(StoredResource Group, StoredResource[] Users)> CrowdAsync(int count)
    {
        var group = Group(Unique("group"));
        var users = Enumerable.Range(0, count).Select(_ => User(Unique("user"))).ToArray();
        await Store.WriteAsync(async unit =>
        {
            await unit.InsertAsync(group);
            foreach (var user in users)
            {
                await unit.InsertAsync(user);
            }

            await unit.AddMembersAsync(group.Id, [.. users.Select(u => u.Id)]);
        });
        return (group, users);
    }
}

internal sealed class SqliteMemberStoreTests() : MemberStoreTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlMemberStoreTests() : MemberStoreTests(() => TestStore.PostgreSqlAsync());
