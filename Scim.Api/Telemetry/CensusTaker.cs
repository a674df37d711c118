using Scim.Api.Storage;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Telemetry;

/// <summary>Counts the store every half minute, so that a scrape costs nothing.</summary>
internal sealed partial class CensusTaker(
    CensusReader store, ITokenStore tokens, Guard guard, GatewayMeter meter, TimeProvider time, ILogger<CensusTaker> logger) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The last numbers stay; /health tells that the store is away.
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CountAsync(CancellationToken ct)
    {
        meter.Counted(await store.ReadAsync(ct));
        meter.Counted(await tokens.ListAsync(ct));
        meter.Counted(await guard.ReadAsync(ct));
    }

    [LoggerMessage(1201, LogLevel.Warning, "What the store holds couldn't be counted; the next try is in half a minute")]
    private partial void LogFailed(Exception exception);
}
