using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Adapters.Jira;

/// <summary>How the host gets the adapter.</summary>
public static class JiraServiceCollectionExtensions
{
    /// <summary>Registers the adapter for Jira with its options (<c>Scim:Jira</c>) and its HTTP client, named <c>jira</c>.</summary>
    public static IServiceCollection AddJiraAdapter(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScimOptions(configuration, JiraOptions.Section, JiraOptions.Read, new JiraOptionsValidator());
        services.AddProductHttp(configuration, JiraAdapter.Name, provider => provider.GetRequiredService<JiraOptions>().Access(), new JiraErrors());
        return services.AddSingleton<IProductAdapter>(provider =>
            new JiraAdapter(provider.GetRequiredService<ProductHttp>(), provider.GetRequiredService<JiraOptions>()));
    }
}
