using NUnit.Framework;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class StoreWriteTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task Of_works_that_wait_together_only_the_failing_one_fails()
    {
        var taken = await AddAsync(User(Unique("taken")));
        var works = Enumerable.Range(0, 60).Select(i => i % 3 == 0
            ? Group(Unique("good")) with { Id = $"bad-{i}" }
            : Group(Unique("good"))).ToArray();

        var results = await Task.WhenAll(works.Select(async (group, i) =>
        {
            try
            {
                await Store.WriteAsync(async unit =>
                {
                    await unit.InsertAsync(group);
                    await unit.AddMembersAsync(group.Id, [taken.Id]);
                    if (i % 3 == 0)
                    {
                        await unit.InsertAsync(User(taken.Name, Unique("other")));
                    }
                });
                return "written";
            }
            catch (StoreConflictException e)
            {
                return e.Conflict.ToString();
            }
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(results, Is.EqualTo(works.Select((_, i) => i % 3 == 0 ? "Name" : "written")));
            foreach (var (group, result) in works.Zip(results))
            {
                Assert.That(await Store.Resources.FindAsync(GroupType, group.Id, default), result == "written" ? Is.Not.Null : Is.Null);
                Assert.That(await Store.Members.CountAsync(group.Id, default), Is.EqualTo(result == "written" ? 1 : 0));
            }
        }
    }

    [Test]
    public async Task A_work_that_throws_leaves_nothing_and_only_its_caller_hears_of_it()
    {
        var ann = User(Unique("ann"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(async unit =>
        {
            await unit.InsertAsync(ann);
            throw new InvalidOperationException("thrown by the work");
        }));

        Assert.That(thrown!.Message, Is.EqualTo("thrown by the work"));
        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Null);
        await AddAsync(ann);
    }

    [Test]
    public async Task A_work_whose_caller_has_gone_before_it_began_is_not_done()
    {
        var ann = User(Unique("ann"));

        await Assert.ThatAsync(
            () => Store.Writes.WriteAsync(unit => unit.InsertAsync(ann), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Null);
    }

    [Test]
    public async Task Two_creations_of_one_name_at_once_make_one()
    {
        var name = Unique("race");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await AddAsync(User(name, Unique("key")));
                return "written";
            }
            catch (StoreConflictException e)
            {
                return e.Conflict.ToString();
            }
        }));

        Assert.That(results.Order(), Is.EqualTo(Enumerable.Repeat("Name", 19).Append("written")));
    }

    [Test]
    public async Task Two_updates_of_one_version_at_once_make_one()
    {
        var ann = await AddAsync(User(Unique("ann")));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await ChangeAsync(ann, ann with { State = LinkState.Missing });
                return "written";
            }
            catch (StoreConflictException e)
            {
                return e.Conflict.ToString();
            }
        }));

        Assert.That(results.Order(), Is.EqualTo(Enumerable.Repeat("Version", 19).Append("written")));
    }

    [Test]
    public async Task What_one_process_wrote_another_reads()
    {
        var ann = await AddAsync(User(Unique("ann")));

        await using var other = Store.OpenAgain();

        Assert.That((await new Scim.Api.Storage.ResourceStore(other).FindAsync(UserType, ann.Id, default))?.Id, Is.EqualTo(ann.Id));
    }
}

internal sealed class SqliteStoreWriteTests() : StoreWriteTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlStoreWriteTests() : StoreWriteTests(() => TestStore.PostgreSqlAsync());
