using System.Diagnostics.Metrics;
using Scim.Api.Storage;

namespace Scim.Api.Telemetry;

/// <summary>What is measured of the gateway itself; names are part of the public surface.</summary>
internal sealed class GatewayMeter
{
    public const string Name = "Scim.Gateway";

    // Seconds, from a mirror's answer to a product that hangs.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25] };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;
    private volatile Census? _census;

    public GatewayMeter(IMeterFactory meters)
    {
        // Disposed with the factory, which the container owns.
        var meter = meters.Create(Name);
        _requests = meter.CreateCounter<long>("scim.requests", description: "SCIM requests that were answered.");
        _duration = meter.CreateHistogram<double>("scim.request.duration", "s", "From a SCIM request's first byte to its answer's last.", advice: Seconds);
        _failures = meter.CreateCounter<long>("scim.auth.failures", description: "Calls with a missing, wrong or expired token.");
        meter.CreateObservableGauge("scim.journal.pending", Pending, description: "Changes whose outcome in the product isn't settled.");
        meter.CreateObservableGauge("scim.resources", Resources, description: "Resources that SCIM shows.");
    }

    public void Answered(string method, string resource, string outcome, TimeSpan elapsed)
    {
        var tags = new KeyValuePair<string, object?>[] { new("method", method), new("resource", resource), new("outcome", outcome) };
        _requests.Add(1, tags);
        _duration.Record(elapsed.TotalSeconds, tags);
    }

    public void TokenRefused() => _failures.Add(1);

    public void Counted(Census census) => _census = census;

    private IEnumerable<Measurement<int>> Pending() => _census is { } census ? [new(census.Pending)] : [];

    private IEnumerable<Measurement<int>> Resources() => _census is { } census
        ? [Resource(census.ActiveUsers, "User", true), Resource(census.InactiveUsers, "User", false), Resource(census.Groups, "Group", true)]
        : [];

    private static Measurement<int> Resource(int count, string type, bool active) =>
        new(count, new("type", type), new("active", active ? "true" : "false"));
}
