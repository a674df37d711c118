namespace Scim.Api.Endpoints;

internal sealed partial class ScimErrors
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly (request {RequestId})")]
    private partial void LogUnexpected(Exception exception, string method, string? endpoint, string requestId);

    [LoggerMessage(1002, LogLevel.Warning, "The answer of request {RequestId} broke off")]
    private partial void LogBrokenOff(Exception exception, string requestId);
}
