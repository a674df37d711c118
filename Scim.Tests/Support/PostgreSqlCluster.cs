using System.Diagnostics;
using System.Globalization;

namespace Scim.Tests.Support;

/// <summary>A throw-away cluster of the machine's own PostgreSQL, on a port of the loopback address.</summary>
internal sealed class PostgreSqlCluster : IAsyncDisposable
{
    private readonly string _binaries;
    private readonly string _folder;

    private PostgreSqlCluster(string binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=scim;Database=postgres;Maximum Pool Size=40";
    }

    public string ConnectionString { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The cluster, running, or null where the machine has no PostgreSQL.</summary>
    public static async Task<PostgreSqlCluster?> StartAsync(int port)
    {
        if (FindBinaries() is not { } binaries)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("scim-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", folder);
        }

        var cluster = new PostgreSqlCluster(binaries, folder, port);
        // A dictionary's order, which isn't ours: where the store forgets to compare bytes, it shows.
        await cluster.AsServerAsync(
            "initdb", "--pgdata", cluster.Data, "--username", "scim", "--auth", "trust", "--encoding", "UTF8", "--locale-provider", "icu",
            "--icu-locale", "en-US", "--locale", "C.UTF-8", "--no-sync");
        // Durability is asked of the store's settings, not of this machine's disk.
        await cluster.AsServerAsync(
            "pg_ctl", "start", "--wait", "--pgdata", cluster.Data, "--log", Path.Combine(folder, "log"),
            "--options", $"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=200");
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await AsServerAsync("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", Data);
        Directory.Delete(_folder, recursive: true);
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));

        static int Version(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    // The server refuses to run as root.
    private Task AsServerAsync(string program, params string[] arguments)
    {
        var file = Path.Combine(_binaries, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", file, .. arguments])
            : RunAsync(file, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // No pipes: the server inherits them and would keep them open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
