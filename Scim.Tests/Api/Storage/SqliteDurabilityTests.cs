using Dapper;
using NUnit.Framework;
using Scim.Api.Storage.Sqlite;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

/// <summary>What only SQLite has: pragmas, the shared commit, and plans that can be read.</summary>
internal sealed class SqliteDurabilityTests() : StoreFixture(() => TestStore.SqliteAsync())
{
    [TestCase("journal_mode", "wal")]
    [TestCase("synchronous", "2")]
    [TestCase("foreign_keys", "1")]
    [TestCase("busy_timeout", "8000")]
    public async Task The_writer_is_set_to(string pragma, string value)
    {
        string? found = null;
        await Store.Database.WriteAsync(
            async transaction => found = await transaction.Connection!.ExecuteScalarAsync<string>($"pragma {pragma}", null, transaction), default);

        Assert.That(found, Is.EqualTo(value));
    }

    [Test]
    public async Task Works_that_wait_at_the_same_moment_share_one_commit()
    {
        var database = (SqliteDatabase)Store.Database;
        using var block = new SemaphoreSlim(0);
        var first = await BeginAsync(block);
        var before = database.Commits;

        var others = Enumerable.Range(0, 50).Select(_ => AddAsync(User(Unique("shared")))).ToArray();
        block.Release();
        await first;
        await Task.WhenAll(others);

        Assert.That(database.Commits - before, Is.EqualTo(2));
    }

    [Test]
    public async Task Nobody_hears_of_a_write_before_it_is_committed()
    {
        using var block = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        var gate = await BeginAsync(block);
        var ann = User(Unique("ann"));
        var first = AddAsync(ann);
        var second = Store.Database.WriteAsync(
            async _ =>
            {
                begun.Release();
                await block.WaitAsync();
            },
            default);

        block.Release();
        await gate;
        await begun.WaitAsync();

        Assert.That(first.IsCompleted, Is.False, "the batch's second work is still under way");
        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Null);
        block.Release();
        await Task.WhenAll(first, second);
        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Not.Null);
    }

    [Test]
    public async Task A_transaction_that_ends_early_fails_all_its_works()
    {
        using var block = new SemaphoreSlim(0);
        var gate = await BeginAsync(block);
        var ann = User(Unique("ann"));
        var good = AddAsync(ann);
        var bad = Store.Database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("rollback", null, transaction), default);
        block.Release();
        await gate;

        await Assert.ThatAsync(() => bad, Throws.Exception);
        await Assert.ThatAsync(() => good, Throws.Exception);
        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Null);
        await AddAsync(ann);
    }

    [Test]
    public async Task Readers_go_on_while_a_write_is_under_way()
    {
        var ann = await AddAsync(User(Unique("ann")));
        using var block = new SemaphoreSlim(0);
        var write = await BeginAsync(block);

        Assert.That(await Store.Resources.FindAsync(UserType, ann.Id, default), Is.Not.Null);

        block.Release();
        await write;
    }

    [TestCase("userName eq \"ann\"", "INDEX resource_name")]
    [TestCase("externalId eq \"42\"", "INDEX resource_external")]
    [TestCase("id eq \"42\"", "INDEX sqlite_autoindex_resource_1")]
    [TestCase("emails.value eq \"ann@example.com\"", "INDEX attribute_value (path=? AND <expr>=?)")]
    [TestCase("emails[type eq \"work\" and value eq \"ann@example.com\"]", "INDEX attribute_value (path=? AND <expr>=?)")]
    [TestCase("emails.value sw \"bo\"", "INDEX attribute_value (path=? AND <expr>>? AND <expr><?)")]
    [TestCase("active eq false", "INDEX attribute_value (path=? AND <expr>=?)")]
    [TestCase("meta.lastModified gt \"2025-03-01T12:00:00Z\"", "INDEX attribute_value (path=? AND <expr>>?)")]
    public async Task A_filter_uses_an_index(string filter, string index)
    {
        var query = new ResourceQuery(UserType, FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), UserType), 0, 10);
        var sql = new Scim.Api.Storage.QueryToSql(query, Store.Database.Dialect);

        await using var connection = await Store.Database.OpenAsync(default);
        var plan = string.Join('\n', (await connection.QueryAsync<PlanStep>("explain query plan " + sql.Page, sql.Parameters)).Select(s => s.Detail));

        Assert.That(plan, Does.Contain(index));
        Assert.That(plan, Does.Not.Contain("SCAN r").And.Not.Contain("INDEX resource_order"), "the directory isn't walked");
    }

    [TestCase("active eq true")]
    [TestCase("title sw \"bo\"")]
    [TestCase("phoneNumbers[type eq \"work\" and value pr]")]
    public async Task Another_filter_asks_each_resource_by_the_key_of_its_values(string filter)
    {
        var query = new ResourceQuery(UserType, FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), UserType), 0, 10);
        var sql = new Scim.Api.Storage.QueryToSql(query, Store.Database.Dialect);

        await using var connection = await Store.Database.OpenAsync(default);
        var plan = string.Join('\n', (await connection.QueryAsync<PlanStep>("explain query plan " + sql.Page, sql.Parameters)).Select(s => s.Detail));

        Assert.That(plan, Does.Contain("USING PRIMARY KEY (resource_id=? AND path").And.Not.Contain("SCAN v").And.Not.Contain("SCAN e"));
    }

    /// <summary>A write that is under way and ends when it is let; inside a task, so that awaiting this doesn't await that.</summary>
    private async Task<Task> BeginAsync(SemaphoreSlim block)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = Store.Database.WriteAsync(
            _ =>
            {
                begun.SetResult();
                return block.WaitAsync();
            },
            default);
        await begun.Task;
        return write;
    }

    private sealed class PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
