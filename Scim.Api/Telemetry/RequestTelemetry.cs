using System.Diagnostics;
using Scim.Api.Endpoints;
using Scim.Core.Auditing;
using Scim.Core.Schemas;

namespace Scim.Api.Telemetry;

/// <summary>Measures each SCIM request, and puts its id into every line of its log and into its trace.</summary>
internal sealed partial class RequestTelemetry(
    RequestDelegate next, GatewayMeter meter, SchemaCatalog catalog, TimeProvider time, ILogger<RequestTelemetry> logger)
{
    // Whatever a client makes up as a method must not become a series of its own.
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private static readonly Func<ILogger, string, IDisposable?> RequestScope = LoggerMessage.DefineScope<string>("SCIM request {ScimRequestId}");

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<AuditTrail>() is not { } trail)
        {
            await next(http);
            return;
        }

        var started = time.GetTimestamp();
        using var scope = RequestScope(logger, trail.RequestId);
        Activity.Current?.SetTag("scim.request.id", trail.RequestId);
        var answered = false;
        try
        {
            await next(http);
            answered = true;
        }
        finally
        {
            Measure(http, trail, answered, time.GetElapsedTime(started));
        }
    }

    private void Measure(HttpContext http, AuditTrail trail, bool answered, TimeSpan elapsed)
    {
        var outcome = !answered || http.Response.StatusCode >= 400 ? AuditOutcome.Failure : trail.IsNoop ? AuditOutcome.Noop : AuditOutcome.Success;
        var method = Methods.Contains(http.Request.Method) ? http.Request.Method : "other";
        var resource = http.GetEndpoint()?.Metadata.GetMetadata<ResourceKind>()?.Select(catalog) switch
        {
            null => "none",
            [var type] => type.Name,
            _ => "root",
        };
        meter.Answered(method, resource, outcome.ToString().ToLowerInvariant(), elapsed);
        if (string.Equals(trail.Action, AuditAction.AuthFailed, StringComparison.Ordinal))
        {
            meter.TokenRefused();
        }

        Activity.Current?.SetTag("scim.action", trail.Action);
        LogAnswered(http.Request.Method, http.GetEndpoint()?.DisplayName, http.Response.StatusCode, elapsed.TotalMilliseconds);
    }

    [LoggerMessage(1202, LogLevel.Debug, "{Method} {Endpoint} is answered {Status} after {Milliseconds:0.0} ms")]
    private partial void LogAnswered(string method, string? endpoint, int status, double milliseconds);
}
