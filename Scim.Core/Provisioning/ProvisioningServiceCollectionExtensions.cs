using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Scim.Core.Provisioning;

/// <summary>
/// Registers the provisioners. They need an adapter, a store, the schema catalog, the policies (of the guard too), the limits and
/// <see cref="Adapters.Http.ProductOptions"/> beside them.
/// </summary>
public static class ProvisioningServiceCollectionExtensions
{
    public static IServiceCollection AddScimProvisioning(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KnownSite>();
        services.AddSingleton<Protection>();
        services.AddSingleton<ConfirmedNames>();
        services.AddSingleton<MembershipRunner>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<Guard>();
        services.AddSingleton<ProvisioningContext>();
        services.AddSingleton(provider => new UserProvisioner(provider.GetRequiredService<ProvisioningContext>()));
        services.AddSingleton(provider => new GroupProvisioner(provider.GetRequiredService<ProvisioningContext>()));
        services.AddSingleton(provider => new RootSearch(provider.GetRequiredService<ProvisioningContext>()));
        return services.AddHostedService<Recovery>();
    }
}
