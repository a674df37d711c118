namespace Scim.Api.Composition;

internal sealed partial class AuditRetention
{
    [LoggerMessage(1101, LogLevel.Information, "{Count} audit entries were older than the configuration keeps them and are deleted")]
    private partial void LogPruned(int count);

    [LoggerMessage(1102, LogLevel.Warning, "Old audit entries couldn't be deleted; the next try is in an hour")]
    private partial void LogFailed(Exception exception);
}
