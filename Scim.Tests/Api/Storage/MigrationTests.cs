using Dapper;
using NUnit.Framework;
using Scim.Api.Storage;

namespace Scim.Tests.Api.Storage;

internal abstract class MigrationTests(Func<bool, Task<TestStore>> create)
{
    [Test]
    public async Task Three_starts_at_once_all_succeed_and_run_each_file_once()
    {
        await using var store = await create(false);
        await using var second = store.OpenAgain();
        await using var third = store.OpenAgain();

        await Task.WhenAll(new[] { store.Database, second, third }.Select(d => d.MigrateAsync(default)));

        await using var connection = await store.Database.OpenAsync(default);
        var run = await connection.QueryAsync<string>("select scriptname from schemaversions");
        var files = typeof(Migrations).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal));
        Assert.That(run, Is.EquivalentTo(files));
        Assert.That(await store.Settings.GetOrAddAsync("works", "yes", default), Is.EqualTo("yes"));
    }

    [Test]
    public async Task A_store_of_a_newer_version_is_refused_with_a_sentence()
    {
        await using var store = await create(true);
        await using var connection = await store.Database.OpenAsync(default);
        await connection.ExecuteAsync(
            "insert into schemaversions (scriptname, applied) values ('scim.Storage.Migrations.9999-future.sql', current_timestamp)");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Database.MigrateAsync(default));

        Assert.That(refused!.Message, Is.EqualTo(
            "The store was changed by a newer version of scim (scim.Storage.Migrations.9999-future.sql): run that version, or restore the "
            + "backup taken before the upgrade."));
    }
}

internal sealed class SqliteMigrationTests() : MigrationTests(TestStore.SqliteAsync);

internal sealed class PostgreSqlMigrationTests() : MigrationTests(TestStore.PostgreSqlAsync);
