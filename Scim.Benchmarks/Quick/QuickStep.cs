using System.Diagnostics;

namespace Scim.Benchmarks.Quick;

/// <summary>One thing that an engine does, to be done many times.</summary>
/// <param name="Run">Answers what it made, so that no compiler leaves the work out.</param>
internal sealed record QuickStep(string Name, Func<object?> Run)
{
    /// <summary>Turns whose best counts: what else the machine does can only make a turn slower.</summary>
    private const int Turns = 5;

    /// <summary>Long enough for the runtime to have compiled the step as well as it ever will.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    public QuickResult Take(int count)
    {
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < WarmUp)
        {
            Repeat(200);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var best = Enumerable.Range(0, Turns).Select(_ => Timed(count)).Min();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return new(
            Name,
            (long)(count / best.TotalSeconds),
            Math.Round(best.TotalNanoseconds / count, 1),
            allocated / ((long)count * Turns));
    }

    private TimeSpan Timed(int count)
    {
        var start = Stopwatch.GetTimestamp();
        Repeat(count);
        return Stopwatch.GetElapsedTime(start);
    }

    private void Repeat(int count)
    {
        for (var i = 0; i < count; i++)
        {
            GC.KeepAlive(Run());
        }
    }
}
