using System.Net;
using System.Net.Sockets;
using DotNet.Testcontainers.Builders;
using Npgsql;
using NUnit.Framework;
using Testcontainers.PostgreSql;

namespace Scim.Tests.Support;

/// <summary>
/// The PostgreSQL server of a test run, started when a test first wants it: the one that <c>SCIM_TEST_POSTGRES</c> names, else a
/// container, else a cluster of the machine's own binaries. Each fixture gets a database of its own.
/// </summary>
internal static class PostgreSqlServer
{
    private static readonly Lazy<Task<Running?>> Started = new(StartAsync);
    private static int _databases;

    /// <summary>A new, empty database; the test is ignored where no server can be had (and fails in CI).</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        if (await Started.Value is not { } server)
        {
            const string Reason = "No PostgreSQL: set SCIM_TEST_POSTGRES, start a Docker engine, or install its server binaries.";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Fail(Reason);
            }

            Assert.Ignore(Reason);
            throw new InvalidOperationException(Reason);
        }

        var name = $"scim_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand($"drop database if exists {name} with (force)");
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"create database {name}";
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ToString();
    }

    public static async Task DropDatabaseAsync(string connectionString)
    {
        var server = await Started.Value;
        await using var source = NpgsqlDataSource.Create(server!.ConnectionString);
        await using var command = source.CreateCommand(
            $"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
        await command.ExecuteNonQueryAsync();
    }

    public static async Task StopAsync()
    {
        if (Started.IsValueCreated && await Started.Value is { } server)
        {
            await server.Owner.DisposeAsync();
        }
    }

    private static async Task<Running?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("SCIM_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return new(given, new Nobody());
        }

        try
        {
            var container = new PostgreSqlBuilder("postgres:17-alpine").Build();
            await container.StartAsync();
            return new(container.GetConnectionString(), container);
        }
        catch (DockerUnavailableException)
        {
            return await PostgreSqlCluster.StartAsync(FreePort()) is { } cluster ? new(cluster.ConnectionString, cluster) : null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Running(string ConnectionString, IAsyncDisposable Owner);

    private sealed class Nobody : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
