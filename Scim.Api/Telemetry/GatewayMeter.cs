using System.Diagnostics.Metrics;
using Scim.Api.Storage;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

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
    private readonly TimeProvider _time;
    private volatile Census? _census;
    private volatile IReadOnlyDictionary<string, DateTimeOffset> _expiries = new Dictionary<string, DateTimeOffset>();
    private volatile GuardState _guard = GuardState.Empty;

    public GatewayMeter(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        // Disposed with the factory, which the container owns.
        var meter = meters.Create(Name);
        _requests = meter.CreateCounter<long>("scim.requests", description: "SCIM requests that were answered.");
        _duration = meter.CreateHistogram<double>("scim.request.duration", "s", "From a SCIM request's first byte to its answer's last.", advice: Seconds);
        _failures = meter.CreateCounter<long>("scim.auth.failures", description: "Calls with a missing, wrong or expired token.");
        meter.CreateObservableGauge("scim.journal.pending", Pending, description: "Changes whose outcome in the product isn't settled.");
        meter.CreateObservableGauge("scim.token.expiry", Expiries, "s", "Until the last token of this name that isn't revoked expires; negative where it has.");
        meter.CreateObservableGauge("scim.guard.open", () => _guard.IsOpen ? 1 : 0, description: "1 while deactivations and deletions are held back.");
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

    /// <param name="tokens">All of them. Of those that bear one name, as a rotated one and its heir do, the last to expire counts.</param>
    public void Counted(IEnumerable<StoredToken> tokens) => _expiries = tokens.Where(token => token.Revoked is null)
        .GroupBy(token => token.Name, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.Max(token => token.Expires), StringComparer.Ordinal);

    public void Counted(GuardState guard) => _guard = guard;

    private IEnumerable<Measurement<int>> Pending() => _census is { } census ? [new(census.Pending)] : [];

    private IEnumerable<Measurement<double>> Expiries() =>
        _expiries.Select(one => new Measurement<double>(Math.Round((one.Value - _time.GetUtcNow()).TotalSeconds), new KeyValuePair<string, object?>("name", one.Key)));

    private IEnumerable<Measurement<int>> Resources() => _census is { } census
        ? [Resource(census.ActiveUsers, "User", true), Resource(census.InactiveUsers, "User", false), Resource(census.Groups, "Group", true)]
        : [];

    private static Measurement<int> Resource(int count, string type, bool active) =>
        new(count, new("type", type), new("active", active ? "true" : "false"));
}
