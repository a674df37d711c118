using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Benchmarks.Quick;

/// <summary>
/// <c>Scim.Benchmarks quick filter|patch --count N</c>: an engine in this process, without BenchmarkDotNet's processes and tables, as one
/// line of JSON. So an outside script can set it beside another library; the careful figures are BenchmarkDotNet's.
/// </summary>
internal static class QuickCommand
{
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How often each step is done.", DefaultValueFactory = _ => 200_000 };
        count.Validators.Add(result =>
        {
            if (result.GetValue(count) < 1)
            {
                result.AddError("--count: expected a number greater than 0.");
            }
        });
        var quick = new Command("quick", "Times an engine in this process and prints one line of JSON.\n\nExample: quick filter --count 200000");
        quick.Subcommands.Add(Verb("filter", "Filters: text to tree, tree to schema, over a user of 1.5 KB.", count, QuickFilter.Steps));
        quick.Subcommands.Add(Verb("patch", "PATCH: Entra's usual four operations from the body to the changed user.", count, QuickPatch.Steps));
        return quick;
    }

    private static Command Verb(string name, string description, Option<int> count, Func<IReadOnlyList<QuickStep>> steps)
    {
        var verb = new Command(name, description) { count };
        verb.SetAction(parsed => Print(name, parsed.GetValue(count), steps()));
        return verb;
    }

    // The first step is the whole way, so its rate is the engine's.
    private static int Print(string engine, int count, IReadOnlyList<QuickStep> steps)
    {
        var taken = steps.Select(s => s.Take(count)).ToList();
        Console.WriteLine(JsonSerializer.Serialize(
            new { engine, count, taken[0].OperationsPerSecond, Processors = Environment.ProcessorCount, Steps = taken }, OneLine));
        return 0;
    }
}
