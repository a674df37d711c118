using System.Diagnostics.Metrics;

namespace Scim.Core.Adapters.Http;

/// <summary>What is measured of the calls to a product; names are part of the public surface.</summary>
public static class ProductMeter
{
    /// <summary>The meter's name, by which a host subscribes.</summary>
    public const string Name = "Scim.Product";

    // Seconds, from a mirror's answer to a product that hangs.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25] };

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("scim.product.calls", description: "Attempts of product calls.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("scim.product.call.duration", "s", "How long an attempt took.", advice: Seconds);
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("scim.product.retries", description: "Attempts after the first.");
    private static readonly UpDownCounter<int> Circuit = Meter.CreateUpDownCounter<int>("scim.product.circuit", description: "1 while no call is made because too many failed.");

    internal static void Called(string product, string operation, int? status, TimeSpan elapsed, int attempt)
    {
        var tags = new KeyValuePair<string, object?>[] { new("product", product), new("operation", operation), new("status", status ?? 0) };
        Calls.Add(1, tags);
        Duration.Record(elapsed.TotalSeconds, tags);
        if (attempt > 1)
        {
            Retries.Add(1, tags.AsSpan(0, 2));
        }
    }

    internal static void CircuitChanged(string product, bool opened) => Circuit.Add(opened ? 1 : -1, new KeyValuePair<string, object?>("product", product));
}
