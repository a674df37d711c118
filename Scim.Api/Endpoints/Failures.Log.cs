namespace Scim.Api.Endpoints;

internal sealed partial class Failures
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} {Endpoint} failed unexpectedly (request {RequestId})")]
    private partial void LogUnexpected(Exception exception, string method, string? endpoint, string requestId);
}
