using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Core.Adapters;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>
/// Settles changes that a crash or an outage left unfinished: at start, and then whatever has been open for longer than any request
/// takes. It looks, plans anew and runs; it never replays. Whoever works on a change holds its turn, so an entry whose turn can be had has
/// nobody; replicas need no register of each other.
/// </summary>
internal sealed partial class Recovery(
    ProvisioningContext context, UserProvisioner users, GroupProvisioner groups, ILogger<Recovery> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    /// <summary>Settles what can be settled; answers how many entries are left.</summary>
    public async Task<int> SettleAllAsync(TimeSpan olderThan, CancellationToken ct)
    {
        var left = 0;
        foreach (var entry in await context.Journal.ListAsync(ct))
        {
            if (context.Time.GetUtcNow() - entry.Opened < olderThan)
            {
                left++;
                continue;
            }

            try
            {
                await (entry.Type == context.Catalog.User.Name ? users.SettleAsync(entry, ct) : groups.SettleAsync(entry, ct));
                LogSettled(logger, entry.Action, entry.ResourceId);
            }
            catch (Exception e) when (e is ProductException or ScimException or StoreConflictException)
            {
                left++;
                LogLeft(logger, entry.Action, entry.ResourceId, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever is wrong with this one, it stays where it is, and the others are settled.
                left++;
                LogBroken(logger, e, entry.Action, entry.ResourceId);
            }
        }

        return left;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, context.Time);
        var olderThan = TimeSpan.Zero;
        do
        {
            try
            {
                await SettleAllAsync(olderThan, stoppingToken);
                olderThan = Between;
            }
            catch (DbException e)
            {
                LogNoStore(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Settled an unfinished {Action} of {ResourceId}.")]
    private static partial void LogSettled(ILogger logger, string action, string resourceId);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "An unfinished {Action} of {ResourceId} can't be settled yet: {Reason}")]
    private static partial void LogLeft(ILogger logger, string action, string resourceId, string reason);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Error, Message = "An unfinished {Action} of {ResourceId} can't be gone on with; it stays in the journal.")]
    private static partial void LogBroken(ILogger logger, Exception exception, string action, string resourceId);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Warning, Message = "Unfinished changes can't be read from the store: {Reason}")]
    private static partial void LogNoStore(ILogger logger, string reason);
}
