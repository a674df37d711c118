using CsCheck;
using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Fuzzing;

/// <summary>
/// How long is fuzzed: a bounded run with the other tests, or as many seconds a target as <c>SCIM_FUZZ_SECONDS</c> says. A finding prints its
/// seed; <c>CsCheck_Seed</c> set to it repeats just that (CONTRIBUTING.md).
/// </summary>
internal static class FuzzRun
{
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("SCIM_FUZZ_SECONDS"), out var seconds) ? seconds : 0;

    /// <summary>Feeds a reader: it takes what it gets or says what is wrong with it (a SCIM error of 400 or 413), and nothing else.</summary>
    public static void Feed(Gen<string> inputs, Action<string> read, int iterations) =>
        Run(inputs, input =>
        {
            try
            {
                read(input);
                return true;
            }
            catch (ScimException e)
            {
                return e.Error.Status is 400 or 413 && e.Error.Detail.Length > 0;
            }
        }, iterations);

    /// <summary>The law holds for all inputs; the number tried goes into the test's output.</summary>
    public static void Run(Gen<string> inputs, Func<string, bool> law, int iterations)
    {
        var tried = 0;
        bool Counted(string input)
        {
            Interlocked.Increment(ref tried);
            return law(input);
        }

        if (Seconds > 0)
        {
            inputs.Sample(Counted, time: Seconds, threads: 1, print: Shown);
        }
        else
        {
            inputs.Sample(Counted, iter: iterations, threads: 1, print: Shown);
        }

        TestContext.Out.WriteLine($"{TestContext.CurrentContext.Test.Name}: {tried} inputs");
    }

    private static string Shown(string input) => System.Text.Json.JsonSerializer.Serialize(input);
}
