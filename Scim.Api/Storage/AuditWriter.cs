namespace Scim.Api.Storage;

/// <summary>Writes what the audit log has enqueued, half a second after the first entry of a batch, and the rest at shutdown.</summary>
internal sealed partial class AuditWriter(AuditLog log, TimeProvider time, ILogger<AuditWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await log.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // The log itself tries a last time when it is disposed.
            LogFailed(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await log.ArrivedAsync(stoppingToken);
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is written by StopAsync.
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        for (var written = false; !written;)
        {
            await Task.Delay(Gathering, time, ct);
            try
            {
                await log.FlushAsync(ct);
                written = true;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(2102, LogLevel.Error, "Audit entries can't be written; they wait in memory and are tried again.")]
    private partial void LogFailed(Exception exception);
}
