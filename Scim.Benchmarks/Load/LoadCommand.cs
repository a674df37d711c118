using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Scim.Benchmarks.Load;

/// <summary>
/// <c>Scim.Benchmarks load</c>: drives the whole service and a bare one by turns, in one run, and prints their ratios. Absolute numbers
/// belong to a machine; ratios travel.
/// </summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var requests = new Option<int>("--requests") { Description = "Requests of each measurement.", DefaultValueFactory = _ => 2000 };
        var connections = new Option<int>("--connections") { Description = "Connections at a time.", DefaultValueFactory = _ => 8 };
        var users = new Option<int>("--users") { Description = "Users in the large directory.", DefaultValueFactory = _ => 10_000 };
        var rounds = new Option<int>("--rounds") { Description = "Turns of gateway and bare service; the median counts.", DefaultValueFactory = _ => 3 };
        var only = new Option<string?>("--only") { Description = "Only the measurements whose name contains this." };
        var load = new Command("load", "Drives the gateway and a bare service by turns and prints their ratios.\n\nExample: load --requests 2000 --connections 8")
        {
            requests, connections, users, rounds, only,
        };
        load.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(requests), parsed.GetValue(connections), parsed.GetValue(users), parsed.GetValue(rounds), parsed.GetValue(only), ct));
        return load;
    }

    private static async Task<int> RunAsync(int requests, int connections, int users, int rounds, string? only, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("scim-load-");
        try
        {
            var run = new LoadRun(folder, requests, connections, users, rounds);
            await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
            {
                foreach (var (name, measure) in run.Measurements.Where(m => m.Name.Contains(only ?? "", StringComparison.OrdinalIgnoreCase)))
                {
                    var task = progress.AddTask(name, maxValue: 1);
                    await measure(ct);
                    task.Increment(1);
                }
            });
            Print(run);
            return run.Results.Any(r => r.Errors > 0) ? 1 : 0;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static void Print(LoadRun run)
    {
        var results = new Table().Border(TableBorder.Markdown).AddColumns("measurement", "requests", "per second", "p50 ms", "p90 ms", "p99 ms", "processor ms", "KiB", "errors");
        run.Results.ForEach(r => results.AddRow(r.Cells()));
        AnsiConsole.Write(results);
        var ratios = new Table().Border(TableBorder.Markdown).AddColumns("ratio", "found", "wanted");
        run.Ratios.ForEach(r => ratios.AddRow(r.Name, r.Found.ToString("0.00", CultureInfo.InvariantCulture), r.Wanted));
        AnsiConsole.Write(ratios);
        using var process = Process.GetCurrentProcess();
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Resident memory of driver, product and gateway together: {process.WorkingSet64 / (1024 * 1024)} MiB; processors: {Environment.ProcessorCount}."));
    }
}
