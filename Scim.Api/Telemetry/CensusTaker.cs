using Scim.Api.Storage;

namespace Scim.Api.Telemetry;

/// <summary>Counts the store every half minute, so that a scrape costs nothing.</summary>
internal sealed partial class CensusTaker(CensusReader store, GatewayMeter meter, TimeProvider time, ILogger<CensusTaker> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                meter.Counted(await store.ReadAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The last numbers stay; /health tells that the store is away.
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1201, LogLevel.Warning, "The store's resources couldn't be counted; the next try is in half a minute")]
    private partial void LogFailed(Exception exception);
}
