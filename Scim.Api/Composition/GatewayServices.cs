using Scim.Api.Authentication;
using Scim.Api.Configuration;
using Scim.Api.Endpoints;
using Scim.Api.Endpoints.Bulk;
using Scim.Api.Health;
using Scim.Api.Management;
using Scim.Api.OpenApi;
using Scim.Api.Storage;
using Scim.Api.Telemetry;
using Scim.Core.Provisioning;

namespace Scim.Api.Composition;

internal static class GatewayServices
{
    public static IServiceCollection AddScimGateway(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(TimeProvider.System)
        .AddScimConfiguration(configuration)
        .AddScimStore(configuration)
        .AddScimAdapters(configuration)
        .AddScimProvisioning()
        .AddScimAuthentication()
        .AddScimRequestRate()
        .AddScimTelemetry(configuration)
        .AddScimOpenApi()
        .AddSingleton<ManagementAddress>()
        .AddSingleton<FailedCalls>()
        .AddSingleton<ConnectionTest>()
        .AddSingleton<TokenBearer>()
        .AddSingleton<ResourceOperations>()
        .AddSingleton<BulkRunner>()
        .AddSingleton<CursorSeal>()
        .AddSingleton<Search>()
        .AddSingleton<StoreHealth>()
        .AddSingleton<ProductHealth>()
        .AddSingleton<ProductAtStart>()
        .AddHostedService<AuditRetention>()
        .AddSingleton<Warnings>()
        .AddHostedService<StartWarnings>()
        .AddScimServer();
}
