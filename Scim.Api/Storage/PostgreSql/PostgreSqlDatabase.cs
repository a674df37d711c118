using System.Data.Common;
using Dapper;
using Npgsql;

namespace Scim.Api.Storage.PostgreSql;

/// <summary>A server shared by replicas: each work is a transaction of its own.</summary>
internal sealed class PostgreSqlDatabase : IDatabase
{
    /// <summary>Advisory lock under which the schema is changed: "scim" and a number.</summary>
    private const long MigrationLock = 0x7363_696D_0001;

    private const int Attempts = 4;

    private static readonly PostgreSqlDialect TheDialect = new();

    private readonly string _connectionString;
    private readonly NpgsqlDataSource _source;

    public PostgreSqlDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.ApplicationName ??= "scim";
        if (builder.Options?.Contains("synchronous_commit", StringComparison.Ordinal) != true)
        {
            // A server set to answer before the disk has it would break our promise; who wants remote_apply writes it here.
            builder.Options = $"{builder.Options} -c synchronous_commit=on".TrimStart();
        }

        _connectionString = builder.ToString();
        _source = NpgsqlDataSource.Create(builder);
    }

    public SqlDialect Dialect => TheDialect;

    public async Task<DbConnection> OpenAsync(CancellationToken ct) => await _source.OpenConnectionAsync(ct);

    public async Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await work(transaction);
                await transaction.CommitAsync(CancellationToken.None);
                return;
            }
            catch (PostgresException e) when (attempt < Attempts && IsWorthAnother(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20) * attempt), ct);
            }
        }
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_lock(@key)", new { key = MigrationLock }, commandTimeout: 120, cancellationToken: ct));
        try
        {
            // Used once: a pool of its own would keep the connection for minutes.
            var unpooled = new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false };
            await Task.Run(() => Migrations.Run(Migrations.OnPostgreSql(unpooled.ToString()), Dialect), ct);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@key)", new { key = MigrationLock });
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // Rolled back by the server before anything was committed, because two transactions met.
    private static bool IsWorthAnother(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
