using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Scim.Api.Storage.Sqlite;

/// <summary>
/// A file next to the service: one writer, readers side by side with it (write-ahead log), and a flush to disk before any commit is
/// answered.
/// </summary>
internal sealed class SqliteDatabase : IDatabase
{
    private const int MostIdle = 16;

    private static readonly SqliteDialect TheDialect = new();

    private readonly string _connectionString;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    private volatile bool _closed;

    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, Pooling = false };
        File = Path.GetFullPath(builder.DataSource);
        builder.DataSource = File;
        _connectionString = builder.ToString();
        _writer = new(OpenWriterAsync);
    }

    public SqlDialect Dialect => TheDialect;

    /// <summary>How many commits there were; fewer than works where some shared one.</summary>
    public long Commits => _writer.Commits;

    /// <summary>The file's whole path.</summary>
    public string File { get; }

    public async Task<DbConnection> OpenAsync(CancellationToken ct) =>
        _idle.TryTake(out var idle) ? idle : await OpenAsync(new PreparedConnection(_connectionString, Keep), ct);

    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken ct) => _writer.WriteAsync(work, ct);

    public async Task MigrateAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var turn = await SqliteMigrationLock.EnterAsync(File, ct);
        await using var writer = await OpenWriterAsync();
        await Task.Run(() => Migrations.Run(Migrations.OnSqlite(_connectionString), Dialect), ct);
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _writer.DisposeAsync();
        while (_idle.TryTake(out var idle))
        {
            await idle.DisposeAsync();
        }
    }

    // SQLite reads without waiting for anything, so no more are in use at a time than there are threads at work.
    private bool Keep(PreparedConnection connection)
    {
        if (_closed || _idle.Count >= MostIdle || connection.State is not ConnectionState.Open)
        {
            return false;
        }

        _idle.Add(connection);
        return true;
    }

    private static async Task<PreparedConnection> OpenAsync(PreparedConnection connection, CancellationToken ct)
    {
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // The mode of the journal stays in the file; how hard commits are flushed is each connection's own.
    private async Task<SqliteConnection> OpenWriterAsync()
    {
        var connection = await OpenAsync(new PreparedConnection(_connectionString), CancellationToken.None);
        try
        {
            // Each work has a savepoint, which copies what it changes: in memory, or it would be written to another file first. With a log of the
            // default size that would be copied back, and both files flushed, every few dozen changes.
            await connection.ExecuteAsync(
                "pragma busy_timeout = 8000; pragma synchronous = full; pragma temp_store = memory; pragma wal_autocheckpoint = 16384; pragma cache_size = -65536");
            var mode = await connection.ExecuteScalarAsync<string>("pragma journal_mode = wal");
            return mode == "wal"
                ? connection
                : throw new InvalidOperationException(
                    $"{File} can't have a write-ahead log (its journal mode stays '{mode}'): put it on a local disk, network file systems don't do.");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
