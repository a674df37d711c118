using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters;
using Scim.Core.Options;

namespace Scim.Adapters.Roster;

/// <summary>How the host gets the adapter.</summary>
public static class RosterServiceCollectionExtensions
{
    #region add
    /// <summary>Registers the adapter with its options (<c>Scim:Roster</c>).</summary>
    public static IServiceCollection AddRosterAdapter(this IServiceCollection services, IConfiguration configuration) => services
        .AddScimOptions(configuration, RosterOptions.Section, RosterOptions.Read, new RosterOptionsValidator())
        .AddSingleton(provider => new RosterFile(provider.GetRequiredService<RosterOptions>()))
        .AddSingleton<IProductAdapter>(provider => new RosterAdapter(provider.GetRequiredService<RosterFile>(), provider.GetRequiredService<RosterOptions>()));
    #endregion
}
