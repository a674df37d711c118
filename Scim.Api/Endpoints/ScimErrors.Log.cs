namespace Scim.Api.Endpoints;

internal sealed partial class ScimErrors
{
    [LoggerMessage(1002, LogLevel.Warning, "The answer of request {RequestId} broke off")]
    private partial void LogBrokenOff(Exception exception, string requestId);
}
