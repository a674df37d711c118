using Scim.Api.Authentication;
using Scim.Api.Configuration;
using Scim.Api.Endpoints;
using Scim.Api.Health;
using Scim.Api.Storage;
using Scim.Core.Provisioning;

namespace Scim.Api.Composition;

internal static class GatewayServices
{
    public static IServiceCollection AddScimGateway(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(TimeProvider.System)
        .AddScimConfiguration(configuration)
        .AddScimStore(configuration)
        .AddScimAdapter(configuration)
        .AddScimProvisioning()
        .AddScimAuthentication()
        .AddSingleton<FailedCalls>()
        .AddSingleton<ConnectionTest>()
        .AddSingleton<StoreHealth>()
        .AddSingleton<ProductHealth>()
        .AddHostedService<AuditRetention>()
        .AddSingleton<Warnings>()
        .AddHostedService<StartWarnings>()
        .AddScimServer();
}
