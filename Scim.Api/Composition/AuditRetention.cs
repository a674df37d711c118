using Scim.Api.Configuration;
using Scim.Core.Storage;

namespace Scim.Api.Composition;

/// <summary>Deletes audit entries that are older than the configuration keeps them.</summary>
internal sealed partial class AuditRetention(IAuditLog log, AuditOptions options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await PruneAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken ct)
    {
        try
        {
            var now = time.GetUtcNow();
            var pruned = await log.PruneAsync(now - options.Retention, now - options.ReadRetention, ct);
            if (pruned > 0)
            {
                LogPruned(pruned);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An hour later is early enough; a gateway that stops over this isn't.
            LogFailed(e);
        }
    }
}
