using Scim.Api.Storage;
using Scim.Api.Storage.PostgreSql;
using Scim.Api.Storage.Sqlite;
using Scim.Core.Storage;

namespace Scim.Tests.Support;

/// <summary>A store for processes: its settings, and a look at its journal past the gateway.</summary>
internal sealed class StoreOn : IAsyncDisposable
{
    private readonly IDatabase _database;
    private readonly DirectoryInfo? _folder;
    private readonly string _connection;

    private StoreOn(string store, string connection, DirectoryInfo? folder)
    {
        _folder = folder;
        _connection = connection;
        _database = store == GatewayOn.Sqlite ? new SqliteDatabase(connection) : new PostgreSqlDatabase(connection);
        Journal = new Journal(_database);
        Settings = new Dictionary<string, string> { ["Scim:Store:Provider"] = store, ["Scim:Store:ConnectionString"] = connection };
    }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public IJournal Journal { get; }

    public static async Task<StoreOn> CreateAsync(string store)
    {
        if (store != GatewayOn.Sqlite)
        {
            return new(store, await PostgreSqlServer.CreateDatabaseAsync(), null);
        }

        var folder = Directory.CreateTempSubdirectory("scim-e2e-");
        return new(store, $"Data Source={Path.Combine(folder.FullName, "scim.db")}", folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        if (_folder is null)
        {
            await PostgreSqlServer.DropDatabaseAsync(_connection);
        }
        else
        {
            _folder.Delete(recursive: true);
        }
    }
}
