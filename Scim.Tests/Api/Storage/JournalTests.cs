using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class JournalTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task An_entry_is_found_by_each_of_its_names_and_by_its_resource_until_it_is_closed()
    {
        var entry = Entry("{\"plan\":1}", Unique("old"), Unique(new string('x', 3000)));

        await Store.WriteAsync(unit => unit.OpenAsync(entry));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FindAsync(entry.Names[0]), Is.EqualTo(entry).Using<JournalEntry>(Same));
            Assert.That(await FindAsync(entry.Names[1]), Is.EqualTo(entry).Using<JournalEntry>(Same));
            Assert.That(await Store.Journal.FindByNameAsync("Group", entry.Names[0], default), Is.Null);
            Assert.That(await Store.Journal.FindByResourceAsync(entry.ResourceId, default), Is.EqualTo(entry).Using<JournalEntry>(Same));
        }

        await Store.WriteAsync(unit => unit.CloseAsync(entry.Id));
        Assert.That(await FindAsync(entry.Names[0]), Is.Null);
        Assert.That(await Store.Journal.FindByResourceAsync(entry.ResourceId, default), Is.Null);
        await Store.WriteAsync(unit => unit.OpenAsync(entry));
    }

    [Test]
    public async Task A_name_that_an_open_entry_holds_is_refused()
    {
        var held = Unique("held");
        await Store.WriteAsync(unit => unit.OpenAsync(Entry("{}", Unique("a"), held)));

        var refused = await Assert.ThrowsAsync<StoreConflictException>(
            () => Store.WriteAsync(unit => unit.OpenAsync(Entry("{}", Unique("b"), held))));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Journal));
    }

    [Test]
    public async Task An_entry_may_name_one_name_twice()
    {
        var name = Unique("same");

        await Store.WriteAsync(unit => unit.OpenAsync(Entry("{}", name, name)));

        Assert.That((await FindAsync(name))!.Names, Is.EqualTo([name, name]));
    }

    [Test]
    public async Task Reopening_writes_plan_owner_and_names_anew()
    {
        var entry = Entry("{}", Unique("before"));
        await Store.WriteAsync(unit => unit.OpenAsync(entry));
        var taken = entry with { Plan = "{\"done\":true}", Owner = "another", Names = [Unique("after")] };

        await Store.WriteAsync(unit => unit.ReopenAsync(taken));

        Assert.That(await FindAsync(entry.Names[0]), Is.Null);
        Assert.That(await FindAsync(taken.Names[0]), Is.EqualTo(taken).Using<JournalEntry>(Same));
    }

    [Test]
    public async Task Reopening_what_another_has_closed_is_a_conflict()
    {
        var entry = Entry("{}", Unique("gone"));

        var refused = await Assert.ThrowsAsync<StoreConflictException>(() => Store.WriteAsync(unit => unit.ReopenAsync(entry)));

        Assert.That(refused!.Conflict, Is.EqualTo(StoreConflict.Version));
        Assert.That(await FindAsync(entry.Names[0]), Is.Null);
    }

    [Test]
    public async Task Open_entries_are_listed_oldest_first_and_counted()
    {
        await using var own = await Create();
        var entries = Enumerable.Range(0, 3).Select(i => Entry("{}", Unique("n")) with { Opened = Noon.AddMinutes(-i), ResourceId = "one" }).ToArray();
        await own.WriteAsync(async unit =>
        {
            foreach (var entry in entries)
            {
                await unit.OpenAsync(entry);
            }
        });

        Assert.That((await own.Journal.ListAsync(default)).Select(e => e.Id), Is.EqualTo(entries.Reverse().Select(e => e.Id)));
        Assert.That((await own.Journal.FindByResourceAsync("one", default))!.Id, Is.EqualTo(entries[2].Id));
        Assert.That(await own.Journal.CountAsync(default), Is.EqualTo(3));
    }

    [Test]
    public async Task Of_two_processes_that_open_one_name_at_once_one_is_refused()
    {
        await using var other = Store.OpenAgain();
        var there = new Scim.Api.Storage.Store(other, new());
        var name = Unique("race");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                var store = i % 2 == 0 ? Store.Writes : there;
                await store.WriteAsync(unit => unit.OpenAsync(Entry("{}", name)), default);
                return "opened";
            }
            catch (StoreConflictException e)
            {
                return e.Conflict.ToString();
            }
        }));

        Assert.That(results.Order(), Is.EqualTo(Enumerable.Repeat("Journal", 19).Append("opened")));
    }

    private static JournalEntry Entry(string plan, params string[] names) => new(
        Guid.CreateVersion7().ToString(), "User", Guid.CreateVersion7().ToString(), AuditAction.UserCreate, [.. names], plan, "me", Noon);

    private static bool Same(JournalEntry a, JournalEntry b) => a.Names.SequenceEqual(b.Names) && a with { Names = b.Names } == b;

    private Task<JournalEntry?> FindAsync(string name) => Store.Journal.FindByNameAsync("User", name, default);
}

internal sealed class SqliteJournalTests() : JournalTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlJournalTests() : JournalTests(() => TestStore.PostgreSqlAsync());
