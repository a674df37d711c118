using System.Globalization;

namespace Scim.Benchmarks.Load;

/// <summary>What a run of requests came to.</summary>
/// <param name="Processor">Of a request, in driver, product and service together: unlike the rest it depends little on what else the machine does.</param>
/// <param name="Allocated">KiB of a request, in driver, product and service together.</param>
/// <param name="Errors">Answers other than 2xx, and connections that broke.</param>
internal sealed record LoadResult(string Name, int Requests, TimeSpan Elapsed, TimeSpan P50, TimeSpan P90, TimeSpan P99, TimeSpan Processor, long Allocated, int Errors)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    public static LoadResult Of(string name, IReadOnlyList<TimeSpan> latencies, TimeSpan elapsed, TimeSpan processor, long allocated, int errors)
    {
        var sorted = latencies.Order().ToArray();
        return new(name, sorted.Length, elapsed, At(0.5), At(0.9), At(0.99), processor / Math.Max(1, sorted.Length), allocated / 1024 / Math.Max(1, sorted.Length), errors);

        TimeSpan At(double part) => sorted.Length == 0 ? default : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    public string[] Cells() =>
    [
        Name,
        Requests.ToString(CultureInfo.InvariantCulture),
        PerSecond.ToString("0", CultureInfo.InvariantCulture),
        Milliseconds(P50),
        Milliseconds(P90),
        Milliseconds(P99),
        Milliseconds(Processor),
        Allocated.ToString(CultureInfo.InvariantCulture),
        Errors.ToString(CultureInfo.InvariantCulture),
    ];

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture);
}
