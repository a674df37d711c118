using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class ResourceStoreTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task A_resource_comes_back_with_its_id_and_meta_in_the_tree()
    {
        var ann = User(Unique("ann"), null, ("title", new ScimValue.Text("Tour guide")), ("active", ScimValue.Boolean.True));
        ann = ann with { Link = ann.Link! with { Email = "ann@example.com", Active = false, CreatedByUs = true, WrittenAt = Noon } };

        await AddAsync(ann);
        var found = await Store.Resources.FindAsync(UserType, ann.Id, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found! with { Resource = ann.Resource }, Is.EqualTo(ann));
            Assert.That(found.Resource.With(UserType.Common.Id, null).With(UserType.Common.Meta, null), Is.EqualTo(ann.Resource));
            Assert.That(found.Resource.Id, Is.EqualTo(ann.Id));
            Assert.That(found.Resource.Text("meta", "resourceType"), Is.EqualTo("User"));
            Assert.That(found.Resource.Text("meta", "version"), Is.EqualTo("W/\"1\""));
            Assert.That(found.Resource.Text("meta", "location"), Is.Null);
            Assert.That(
                ((ScimValue.Complex)found.Resource[UserType.Common.Meta]!).Attributes[UserType.Common.Created],
                Is.EqualTo(new ScimValue.Instant(Noon, "")));
        }
    }

    [Test]
    public async Task A_resource_is_found_by_name_key_and_product_name_without_case()
    {
        var ann = User(Unique("Änn"));
        ann = await AddAsync(ann with { Link = ann.Link! with { Name = Unique("Product-Ä") } });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Store.Resources.FindByNameAsync(UserType, ann.Name.ToUpperInvariant(), default))?.Id, Is.EqualTo(ann.Id));
            Assert.That((await Store.Resources.FindByProductNameAsync(UserType, ann.Link!.Name.ToLowerInvariant(), default))?.Id, Is.EqualTo(ann.Id));
            Assert.That((await Store.Resources.FindByKeyAsync(UserType, ann.Link.Key, default))?.Id, Is.EqualTo(ann.Id));
            Assert.That(await Store.Resources.FindByKeyAsync(UserType, new(ann.Link.Key.Value.ToUpperInvariant()), default), Is.Null);
            Assert.That(await Store.Resources.FindAsync(GroupType, ann.Id, default), Is.Null);
            Assert.That(await Store.Resources.FindByNameAsync(GroupType, ann.Name, default), Is.Null);
        }
    }

    [Test]
    public async Task A_name_is_taken_whatever_its_case()
    {
        var ann = await AddAsync(User(Unique("Bärbel")));

        var refused = await Assert.ThrowsAsync<StoreConflictException>(
            () => AddAsync(User(ann.Name.ToUpperInvariant(), Unique("other key"))));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Name));
    }

    [Test]
    public async Task A_user_and_a_group_may_have_one_name()
    {
        var ann = await AddAsync(User(Unique("same")));

        await AddAsync(Group(ann.Name));

        Assert.That(await Store.Resources.FindByNameAsync(GroupType, ann.Name, default), Is.Not.Null);
    }

    [Test]
    public async Task Long_names_that_differ_only_at_their_end_are_two_names()
    {
        var stem = Unique(new string('x', 3000));

        await AddAsync(User(stem + "a"));
        await AddAsync(User(stem + "b"));
        var refused = await Assert.ThrowsAsync<StoreConflictException>(() => AddAsync(User(stem + "B", Unique("key"))));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Name));
        Assert.That((await Store.Resources.FindByNameAsync(UserType, stem + "A", default))?.Name, Is.EqualTo(stem + "a"));
    }

    [Test]
    public async Task A_product_object_belongs_to_one_living_resource()
    {
        var ann = await AddAsync(User(Unique("ann")));

        var refused = await Assert.ThrowsAsync<StoreConflictException>(() => AddAsync(User(Unique("ben"), ann.Link!.Key.Value)));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Key));
    }

    [Test]
    public async Task Resources_without_a_link_are_no_conflict()
    {
        var one = await AddAsync(User(Unique("one")) with { Link = null });
        await AddAsync(User(Unique("two")) with { Link = null });

        Assert.That((await Store.Resources.FindAsync(UserType, one.Id, default))!.Link, Is.Null);
        Assert.That(await Store.Resources.FindLinksAsync([one.Id], default), Is.Empty);
    }

    [Test]
    public async Task A_tombstone_frees_its_name_and_its_key_and_is_found_only_as_one()
    {
        var first = await AddAsync(User(Unique("grave")));
        await ChangeAsync(first, Buried(first));

        var second = await AddAsync(User(first.Name, first.Link!.Key.Value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Store.Resources.FindAsync(UserType, first.Id, default), Is.Null);
            Assert.That((await Store.Resources.FindByNameAsync(UserType, first.Name, default))?.Id, Is.EqualTo(second.Id));
            Assert.That((await Store.Resources.FindTombstoneAsync(UserType, first.Link.Key, default))?.Id, Is.EqualTo(first.Id));
            Assert.That((await Store.Resources.FindTombstoneByNameAsync(UserType, first.Name.ToUpperInvariant(), default))?.Deleted, Is.EqualTo(Noon));
            Assert.That(await Store.Resources.FindLinksAsync([first.Id], default), Is.Empty);
        }
    }

    [Test]
    public async Task The_youngest_tombstone_of_a_product_name_is_found()
    {
        var name = Unique("product name");
        for (var i = 0; i < 3; i++)
        {
            var user = User(Unique("user"), Unique("key"));
            user = await AddAsync(user with { Link = user.Link! with { Name = name } });
            await ChangeAsync(user, Buried(user) with { Deleted = Noon.AddDays(i == 1 ? 5 : i) });
        }

        var found = await Store.Resources.FindTombstoneByNameAsync(UserType, name, default);

        Assert.That(found!.Deleted, Is.EqualTo(Noon.AddDays(5)));
    }

    [Test]
    public async Task A_version_that_is_no_longer_there_is_a_conflict_and_nothing_is_written()
    {
        var ann = await AddAsync(User(Unique("ann"), null, ("title", new ScimValue.Text("before"))));
        await ChangeAsync(ann, ann with { Resource = ann.Resource.With(UserType.Attribute("title")!, new ScimValue.Text("after")) });

        var refused = await Assert.ThrowsAsync<StoreConflictException>(() => ChangeAsync(ann, ann with { Name = Unique("late") }));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Version));
        Assert.That((await Store.Resources.FindAsync(UserType, ann.Id, default))!.Resource.Text("title"), Is.EqualTo("after"));
    }

    [Test]
    public async Task A_rename_to_a_taken_name_is_a_conflict()
    {
        var ann = await AddAsync(User(Unique("ann")));
        var ben = await AddAsync(User(Unique("ben")));

        var refused = await Assert.ThrowsAsync<StoreConflictException>(() => ChangeAsync(ben, ben with { Name = ann.Name }));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Name));
    }

    [TestCase("'; drop table resource; --")]
    [TestCase("100% _ \\ \" $text$ @f0 ?")]
    [TestCase("\U0010FFFF \uE000 \uFFFF 𝒳 \u0001 \r\n")]
    [TestCase("İıſK ß Σσς ǅ")]
    public async Task Hostile_text_comes_back_as_it_went(string text)
    {
        var name = Unique(text);
        var ann = await AddAsync(User(name, name, ("title", new ScimValue.Text(text)), ("externalId", new ScimValue.Text(text))));

        var found = await Store.Resources.FindByNameAsync(UserType, name, default);

        Assert.That(found?.Id, Is.EqualTo(ann.Id));
        Assert.That((found!.Resource.Text("title"), found.Resource.ExternalId, found.Link), Is.EqualTo((text, text, ann.Link)));
    }

    [Test]
    public async Task Links_are_found_by_thousands_of_ids_and_keys()
    {
        var users = Enumerable.Range(0, 3000).Select(_ => User(Unique("many"))).ToArray();
        await Store.WriteAsync(async unit =>
        {
            foreach (var user in users)
            {
                await unit.InsertAsync(user);
            }
        });
        var group = await AddAsync(Group(Unique("group")));

        var byId = await Store.Resources.FindLinksAsync([.. users.Select(u => u.Id), group.Id, "unknown"], default);
        var byKey = await Store.Resources.FindLinksByKeyAsync([.. users.Select(u => u.Link!.Key), group.Link!.Key, new("unknown")], default);

        var expected = users.Select(u => new MemberLink(u.Id, u.Link!.Key, u.Link.Name, Noon, LinkState.Managed)).ToArray();
        Assert.That(byId.ToHashSet().SetEquals(expected) && byId.Count == expected.Length);
        Assert.That(byKey.ToHashSet().SetEquals(expected) && byKey.Count == expected.Length);
    }

    [Test]
    public async Task Pages_are_in_the_order_of_creation_and_say_how_many_there_are()
    {
        await using var own = await Create();
        var users = Enumerable.Range(0, 7).Select(i => User(Unique("page")) with { Created = Noon.AddSeconds(-i) }).ToArray();
        await own.WriteAsync(async unit =>
        {
            foreach (var user in users)
            {
                await unit.InsertAsync(user);
            }

            await unit.InsertAsync(User(Unique("missing")) with { State = LinkState.Missing });
            await unit.InsertAsync(Buried(User(Unique("deleted"))));
            await unit.InsertAsync(Group(Unique("group")));
        });

        var ids = users.Reverse().Select(u => u.Id).ToArray();
        using (Assert.EnterMultipleScope())
        {
            foreach (var (offset, limit) in new[] { (0, 3), (3, 3), (6, 3), (0, 7), (7, 3), (0, 0), (0, 100), (50, 10) })
            {
                var page = await own.Resources.QueryAsync(new(UserType, null, offset, limit), default);
                Assert.That(page.Total, Is.EqualTo(7), $"total at {offset}, {limit}");
                Assert.That(page.Resources.Select(r => r.Id), Is.EqualTo(ids.Skip(offset).Take(limit)), $"page at {offset}, {limit}");
            }
        }
    }
}

internal sealed class SqliteResourceStoreTests() : ResourceStoreTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlResourceStoreTests() : ResourceStoreTests(() => TestStore.PostgreSqlAsync());
