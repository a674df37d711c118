using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    /// <summary>A row for scripts.</summary>
    public Task RowAsync(IEnumerable<string> cells) => Output.WriteLineAsync(string.Join('\t', cells.Select(OneLine)));

    /// <param name="headings">One for each column.</param>
    /// <param name="rows">The cells.</param>
    /// <param name="plainHeadings">Whether the headings stand above the plain lines too.</param>
    public async Task TableAsync(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, bool plainHeadings = false)
    {
        if (!IsInteractive)
        {
            if (plainHeadings)
            {
                await RowAsync(headings);
            }

            foreach (var row in rows)
            {
                await RowAsync(row);
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

    /// <summary>A list of objects for scripts, one on one line.</summary>
    public async Task JsonAsync(IReadOnlyList<string> names, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < names.Count; i++)
                {
                    json.WriteString(names[i], row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        await Output.WriteLineAsync(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ").Replace('\t', ' ');
}
