using Scim.Api.Authentication;
using Scim.Api.Endpoints;
using Scim.Api.Management;
using Scim.Api.Telemetry;

namespace Scim.Api.Composition;

/// <summary>What every request passes, from the outside in.</summary>
internal static class GatewayPipeline
{
    public static void UseScimPipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<ManagementGate>();
        app.UseMiddleware<RequestAudit>();
        app.UseMiddleware<RequestTelemetry>();
        app.UseMiddleware<ScimErrors>();
        app.UseMiddleware<RequestGate>();
        app.UseMiddleware<ScimPath>();
        app.UseRouting();
        app.Use(RequestAudit.NameAction);
        app.UseMiddleware<NetworkGate>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }
}
