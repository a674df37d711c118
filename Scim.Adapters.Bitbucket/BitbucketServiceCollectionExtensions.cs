using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Bitbucket;

/// <summary>How the host gets the adapter.</summary>
public static class BitbucketServiceCollectionExtensions
{
    /// <summary>Registers the adapter for Bitbucket with its options (<c>Scim:Bitbucket</c>) and its HTTP client, named <c>bitbucket</c>.</summary>
    public static IServiceCollection AddBitbucketAdapter(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScimOptions(configuration, BitbucketOptions.Section, BitbucketOptions.Read, new BitbucketOptionsValidator());
        services.AddProductHttp(
            configuration, BitbucketAdapter.Name, provider => provider.GetRequiredService<BitbucketOptions>().Access(), new BitbucketErrors());
        return services.AddSingleton<IProductAdapter>(provider =>
            new BitbucketAdapter(provider.GetRequiredService<ProductHttp>(), provider.GetRequiredService<BitbucketOptions>()));
    }
}
