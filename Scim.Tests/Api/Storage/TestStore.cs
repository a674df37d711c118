using Microsoft.Extensions.Logging.Abstractions;
using Scim.Api.Storage;
using Scim.Api.Storage.PostgreSql;
using Scim.Api.Storage.Sqlite;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Storage;

/// <summary>A store on an empty database of its own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly Func<IDatabase> _open;
    private readonly Func<TimeProvider, IResourceLocks> _locks;
    private readonly Func<Task> _drop;

    private TestStore(Func<IDatabase> open, Func<TimeProvider, IResourceLocks> locks, Func<Task> drop)
    {
        _open = open;
        _locks = locks;
        _drop = drop;
        Database = open();
        Writes = new Store(Database, new());
        Resources = new ResourceStore(Database);
        Members = new MemberStore(Database);
        Journal = new Journal(Database);
        Tokens = new TokenStore(Database);
        Settings = new SettingStore(Database);
        Audit = new AuditLog(Database, new(), NullLogger<AuditLog>.Instance);
    }

    public IDatabase Database { get; }

    public Store Writes { get; }

    public ResourceStore Resources { get; }

    public MemberStore Members { get; }

    public Journal Journal { get; }

    public TokenStore Tokens { get; }

    public SettingStore Settings { get; }

    public AuditLog Audit { get; }

    /// <summary>A file in a temporary folder.</summary>
    public static async Task<TestStore> SqliteAsync(bool migrate = true)
    {
        var folder = Directory.CreateTempSubdirectory("scim-sqlite-");
        var connectionString = $"Data Source={Path.Combine(folder.FullName, "scim.db")}";
        return await ReadyAsync(
            new(() => new SqliteDatabase(connectionString), time => new KeyedLocks(time), () =>
            {
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            }),
            migrate);
    }

    /// <summary>A database on the run's PostgreSQL.</summary>
    public static async Task<TestStore> PostgreSqlAsync(bool migrate = true)
    {
        var connectionString = await PostgreSqlServer.CreateDatabaseAsync();
        return await ReadyAsync(
            new(
                () => new PostgreSqlDatabase(connectionString),
                time => new PostgreSqlLocks(connectionString, time),
                () => PostgreSqlServer.DropDatabaseAsync(connectionString)),
            migrate);
    }

    /// <summary>The same database as another process would open it.</summary>
    public IDatabase OpenAgain() => _open();

    /// <summary>The locks of another process.</summary>
    public IResourceLocks OpenLocks(TimeProvider? time = null) => _locks(time ?? TimeProvider.System);

    public Task WriteAsync(Func<IStoreUnit, Task> work) => Writes.WriteAsync(work, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        await Database.DisposeAsync();
        await _drop();
    }

    private static async Task<TestStore> ReadyAsync(TestStore store, bool migrate)
    {
        if (migrate)
        {
            await store.Database.MigrateAsync(CancellationToken.None);
        }

        return store;
    }
}
