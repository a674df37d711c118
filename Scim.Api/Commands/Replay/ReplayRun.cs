using System.Globalization;
using Spectre.Console;

namespace Scim.Api.Commands.Replay;

/// <summary>Plays a replay before a person's eyes: progress while it runs, then a table of what happened.</summary>
internal static class ReplayRun
{
    /// <summary>Differences that are listed at most; the rest is counted.</summary>
    private const int ShownMismatches = 20;

    /// <summary>True where everything came out as it should.</summary>
    public static async Task<bool> PlayAsync(ReplayTarget target, Terminal terminal, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var replay = new EntraReplay(target, new EntraClient(http, target.ScimUrl.ToString().TrimEnd('/'), target.Token));
        await replay.PrepareAsync(ct);
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Output) });
        if (!terminal.IsInteractive)
        {
            console.Profile.Width = 140;
        }

        var phases = terminal.IsInteractive ? await WatchedAsync(replay, console, ct) : await PlainAsync(replay, terminal, ct);
        var product = target.Adapter.Descriptor.DisplayName;
        console.Write(Steps(phases, product));
        console.Write(Holdings(replay.Comparison, product));
        return await TellAsync(phases, terminal);
    }

    private static async Task<List<ReplayPhase>> WatchedAsync(EntraReplay replay, IAnsiConsole console, CancellationToken ct)
    {
        var phases = new List<ReplayPhase>();
        await console.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            foreach (var (name, play) in replay.Phases)
            {
                var task = progress.AddTask(Markup.Escape(name), maxValue: 1);
                phases.Add(await replay.PlayAsync(name, play, ct));
                task.Increment(1);
            }
        });
        return phases;
    }

    private static async Task<List<ReplayPhase>> PlainAsync(EntraReplay replay, Terminal terminal, CancellationToken ct)
    {
        var phases = new List<ReplayPhase>();
        foreach (var (name, play) in replay.Phases)
        {
            await terminal.LineAsync($"{name} …");
            phases.Add(await replay.PlayAsync(name, play, ct));
        }

        return phases;
    }

    private static Table Steps(IEnumerable<ReplayPhase> phases, string product)
    {
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumn("What Entra did")
            .AddColumn("SCIM requests", c => c.RightAligned())
            .AddColumn(Markup.Escape($"{product} calls"), c => c.RightAligned())
            .AddColumn("Seconds", c => c.RightAligned())
            .AddColumn("Mismatches", c => c.RightAligned());
        foreach (var phase in phases)
        {
            table.AddRow(
                Markup.Escape(phase.Name),
                phase.Requests.ToString(CultureInfo.InvariantCulture),
                phase.ProductCalls.ToString(CultureInfo.InvariantCulture),
                phase.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
                phase.Mismatches.Count.ToString(CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static Table Holdings(ReplayComparison comparison, string product)
    {
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumn("In the end")
            .AddColumn("Entra", c => c.RightAligned())
            .AddColumn("SCIM", c => c.RightAligned())
            .AddColumn(Markup.Escape(product), c => c.RightAligned());
        foreach (var (what, directory, scim, held) in comparison.Rows)
        {
            table.AddRow(
                Markup.Escape(what),
                Number(directory),
                Number(scim),
                held.ToString(CultureInfo.InvariantCulture));
        }

        return table;

        static string Number(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "–";
    }

    private static async Task<bool> TellAsync(List<ReplayPhase> phases, Terminal terminal)
    {
        var mismatches = phases.SelectMany(p => p.Mismatches.Select(m => $"{p.Name}: {m}")).ToArray();
        foreach (var mismatch in mismatches.Take(ShownMismatches))
        {
            await terminal.LineAsync(mismatch);
        }

        if (mismatches.Length > ShownMismatches)
        {
            await terminal.LineAsync($"… and {mismatches.Length - ShownMismatches} more.");
        }

        await terminal.LineAsync(mismatches.Length == 0
            ? "Everything Entra asked for is there, and nothing else."
            : $"{mismatches.Length} things are not as they should be.");
        return mismatches.Length == 0;
    }
}
