using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Options;

namespace Scim.Core.Adapters.Http;

/// <summary>How an adapter gets its <see cref="ProductHttp"/>.</summary>
public static class ProductHttpServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ProductHttp"/> over an HTTP client named <paramref name="name"/>, and <see cref="ProductOptions"/> if nobody has yet.
    /// Whoever wants another handler beneath it (a sandbox) says so on the answer, or later on <c>AddHttpClient(name)</c>.
    /// </summary>
    /// <param name="name">The adapter's name: <c>jira</c>.</param>
    /// <param name="access">Where the product is; asked for once, when the adapter is first used.</param>
    /// <param name="errors">The product's exceptions to the common table.</param>
    public static IHttpClientBuilder AddProductHttp(
        this IServiceCollection services, IConfiguration configuration, string name, Func<IServiceProvider, ProductAccess> access, IProductErrors errors)
    {
        services.AddProductOptions(configuration);
        services.AddSingleton(provider =>
        {
            var clients = provider.GetRequiredService<IHttpClientFactory>();
            return new ProductHttp(
                () => clients.CreateClient(name),
                access(provider),
                errors,
                provider.GetRequiredService<ProductOptions>(),
                provider.GetService<TimeProvider>() ?? TimeProvider.System);
        });

        // The pipeline has the time-outs; the calls are told to ProductCalls, and the factory's own log would show names in queries.
        return services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(Sockets);
    }

    /// <summary>
    /// Registers <see cref="ProductOptions"/>, unless somebody has: the gateway itself goes by them too, above a product without HTTP as well.
    /// </summary>
    public static IServiceCollection AddProductOptions(this IServiceCollection services, IConfiguration configuration) =>
        services.Any(s => s.ServiceType == typeof(ProductOptions))
            ? services
            : services.AddScimOptions(configuration, ProductOptions.Section, ProductOptions.Read, new ProductOptionsValidator());

    private static SocketsHttpHandler Sockets() => new()
    {
        // A session cookie would tie the gateway to a node and bring the browser's XSRF checks; a redirect leads to a log-in page.
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };
}
