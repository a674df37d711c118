using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Confluence;

/// <summary>How the host gets the adapter.</summary>
public static class ConfluenceServiceCollectionExtensions
{
    /// <summary>Registers the adapter for Confluence with its options (<c>Scim:Confluence</c>) and its HTTP client, named <c>confluence</c>.</summary>
    public static IServiceCollection AddConfluenceAdapter(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScimOptions(configuration, ConfluenceOptions.Section, ConfluenceOptions.Read, new ConfluenceOptionsValidator());
        services.AddProductHttp(configuration, ConfluenceAdapter.Name, provider => provider.GetRequiredService<ConfluenceOptions>().Access(), new ConfluenceErrors());
        return services.AddSingleton<IProductAdapter>(provider =>
            new ConfluenceAdapter(provider.GetRequiredService<ProductHttp>(), provider.GetRequiredService<ConfluenceOptions>()));
    }
}
