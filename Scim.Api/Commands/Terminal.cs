using System.CommandLine;
using Spectre.Console;

namespace Scim.Api.Commands;

/// <summary>Where a command writes: tables for people, plain lines with tabs for scripts.</summary>
internal sealed class Terminal(TextWriter output, bool interactive)
{
    public TextWriter Output { get; } = output;

    /// <summary>Whether a person looks at it, so that progress may move.</summary>
    public bool IsInteractive { get; } = interactive;

    public static Terminal Of(ParseResult parsed) => new(
        parsed.InvocationConfiguration.Output,
        ReferenceEquals(parsed.InvocationConfiguration.Output, Console.Out) && !Console.IsOutputRedirected);

    public Task LineAsync(string text = "") => Output.WriteLineAsync(text);

    public async Task TableAsync(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!IsInteractive)
        {
            foreach (var row in rows)
            {
                await Output.WriteLineAsync(string.Join('\t', row.Select(OneLine)));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Output) }).Write(table);
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ").Replace('\t', ' ');
}
