using Dapper;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class ResourceLocksTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    private IResourceLocks _locks = null!;

    [OneTimeSetUp]
    public void OpenLocks() => _locks = Store.OpenLocks();

    [OneTimeTearDown]
    public async Task CloseLocksAsync()
    {
        if (_locks is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    [Test]
    public async Task One_at_a_time_holds_a_key()
    {
        var keys = new[] { Unique("b"), Unique("a") };
        var (inside, most, done) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () =>
        {
            await using var turn = await _locks.EnterAsync(i % 3 == 0 ? [keys[0], keys[1], keys[0]] : [keys[1]], default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            done++;
        })));

        Assert.That((most, done), Is.EqualTo((1, 30)));
    }

    [Test]
    public async Task Other_keys_are_no_hindrance()
    {
        await using var one = await _locks.EnterAsync([Unique("one")], default);
        await using var two = await _locks.EnterAsync([Unique("two"), Unique("three")], default);
        await using var none = await _locks.EnterAsync([], default);
    }

    [Test]
    public async Task Many_that_hold_a_key_and_want_a_greater_one_all_get_it()
    {
        var stem = Unique("nested");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await using var outer = await _locks.EnterAsync([$"{stem}-a-{i}"], default);
            await Task.Yield();
            await using var inner = await _locks.EnterAsync([$"{stem}-b-{i % 10}"], default);
        }));
    }

    [Test]
    public async Task A_caller_that_goes_away_while_it_waits_leaves_nothing_behind()
    {
        var key = Unique("left");
        using var gone = new CancellationTokenSource();
        var holder = await _locks.EnterAsync([key], default);
        var waiting = _locks.EnterAsync([Unique("free"), key], gone.Token);

        await gone.CancelAsync();
        await Assert.ThatAsync(() => waiting, Throws.InstanceOf<OperationCanceledException>());
        await holder.DisposeAsync();
        await holder.DisposeAsync();

        await using var again = await _locks.EnterAsync([key], default);
    }

    [Test]
    public async Task After_eight_seconds_a_wait_is_given_up()
    {
        var time = new FakeTimeProvider(Noon);
        var locks = Store.OpenLocks(time);
        var (held, free) = (Unique("z-held"), Unique("a-free"));
        var holder = await locks.EnterAsync([held], default);
        var waiting = locks.EnterAsync([held, free], default);

        time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.That(waiting.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThatAsync(() => waiting, Throws.InstanceOf<TimeoutException>());
        await using (await locks.EnterAsync([free], default))
        {
            await holder.DisposeAsync();
        }

        if (locks is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}

internal sealed class KeyedLocksTests() : ResourceLocksTests(() => TestStore.SqliteAsync())
{
    [Test]
    public async Task First_come_first_served()
    {
        var locks = new KeyedLocks(TimeProvider.System);
        var order = new List<int>();
        var holder = await locks.EnterAsync(["key"], default);
        var waiting = Enumerable.Range(0, 10).Select(async i =>
        {
            await using var turn = await locks.EnterAsync(["key"], default);
            order.Add(i);
        }).ToArray();

        await holder.DisposeAsync();
        await Task.WhenAll(waiting);

        Assert.That(order, Is.EqualTo(Enumerable.Range(0, 10)));
    }

    [Test]
    public async Task A_key_that_nobody_holds_takes_no_memory()
    {
        var locks = new KeyedLocks(TimeProvider.System);
        for (var i = 0; i < 100; i++)
        {
            await using var turn = await locks.EnterAsync([$"a{i}", $"b{i}"], default);
            Assert.That(locks.Count, Is.EqualTo(2));
        }

        Assert.That(locks.Count, Is.Zero);
    }
}

internal sealed class PostgreSqlLocksTests() : ResourceLocksTests(() => TestStore.PostgreSqlAsync())
{
    [Test]
    public async Task Replicas_exclude_each_other()
    {
        await using var one = (IAsyncDisposable)Store.OpenLocks();
        await using var two = (IAsyncDisposable)Store.OpenLocks();
        var replicas = new[] { (IResourceLocks)one, (IResourceLocks)two };
        var (key, other) = (Unique("shared"), Unique("z-shared"));
        var (inside, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            await using var turn = await replicas[i % 2].EnterAsync(i % 4 < 2 ? [other, key] : [key], default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));

        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task A_replica_that_dies_frees_its_locks()
    {
        var dying = (IAsyncDisposable)Store.OpenLocks();
        await using var other = (IAsyncDisposable)Store.OpenLocks();
        var key = Unique("orphan");
        await ((IResourceLocks)dying).EnterAsync([key], default);
        var waiting = ((IResourceLocks)other).EnterAsync([key], default);

        await dying.DisposeAsync();

        await using var turn = await waiting;
    }

    [Test]
    public async Task A_session_that_the_server_ends_is_replaced()
    {
        await using var locks = (IAsyncDisposable)Store.OpenLocks();
        var held = new List<IAsyncDisposable>();
        for (var i = 0; i < 8; i++)
        {
            held.Add(await ((IResourceLocks)locks).EnterAsync([Unique("cut")], default));
        }

        await using var connection = await Store.Database.OpenAsync(default);
        await connection.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid() and database = "
            + "(select oid from pg_database where datname = current_database())");

        for (var i = 0; i < 8; i++)
        {
            await using var turn = await ((IResourceLocks)locks).EnterAsync([Unique("next")], default);
        }

        foreach (var lost in held)
        {
            await lost.DisposeAsync();
        }
    }

    [Test]
    public async Task No_lock_is_left_on_the_server()
    {
        await using var own = await Create();
        await using var locks = (IAsyncDisposable)own.OpenLocks();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await using var turn = await ((IResourceLocks)locks).EnterAsync(["a", $"b{i % 5}", "c"], default);
        }));

        await using var connection = await own.Database.OpenAsync(default);
        Assert.That(
            await connection.ExecuteScalarAsync<int>(
                "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"),
            Is.Zero);
    }

    [Test]
    public async Task Commits_are_synchronous()
    {
        await using var connection = await Store.Database.OpenAsync(default);

        Assert.That(await connection.ExecuteScalarAsync<string>("show synchronous_commit"), Is.EqualTo("on"));
    }
}
