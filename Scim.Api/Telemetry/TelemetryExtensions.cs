using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scim.Api.Authentication;
using Scim.Api.Endpoints;
using Scim.Api.Management;
using Scim.Api.Storage;
using Scim.Core.Adapters.Http;
using Scim.Core.Storage;

namespace Scim.Api.Telemetry;

/// <summary>Metrics for whoever scrapes them, and metrics and traces for the collector that OpenTelemetry's own settings name.</summary>
internal static class TelemetryExtensions
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddScimTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<GatewayMeter>().AddSingleton<CensusReader>().AddHostedService<CensusTaker>();
        var isCollected = !string.IsNullOrWhiteSpace(configuration[Collector]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("scim", serviceVersion: typeof(TelemetryExtensions).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(GatewayMeter.Name, ProductMeter.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
                if (isCollected)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (isCollected)
        {
            // The product's spans are our own (ProductHttp): one for each attempt, without the query, in which names stand.
            telemetry.WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(http => http.Filter = ScimPath.IsScim)
                .AddSource(ProductTracing.Name)
                .AddOtlpExporter());
        }

        return services;
    }

    /// <summary><c>/metrics</c>: for a token with scope read, or for anybody at the operators' address.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics")
        .WithMetadata(new RequiredScope(TokenScope.Read))
        .RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(BearerHandler.SchemeName)
            .RequireAssertion(context => TokenIdentity.Of(context.User)?.Scope >= TokenScope.Read
                || (context.Resource is HttpContext http && http.RequestServices.GetRequiredService<ManagementAddress>().IsWayOf(http))));
}
