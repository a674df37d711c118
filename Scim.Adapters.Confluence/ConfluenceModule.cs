using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence;

/// <summary>The adapter for Confluence, as the host knows it.</summary>
public sealed class ConfluenceModule : IAdapterModule
{
    public string Name => ConfluenceAdapter.Name;

    public string Section => ConfluenceOptions.Section;

    public IServiceCollection Add(IServiceCollection services, IConfiguration configuration) => services.AddConfluenceAdapter(configuration);

    public AdapterSandbox StartSandbox(TimeProvider time, string folder)
    {
        var options = new ConfluenceSandboxOptions { Version = new(10, 2, 14) };
        return new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{ConfluenceOptions.Section}:{nameof(ConfluenceOptions.BaseUrl)}"] = options.BaseUrl.AbsoluteUri,
            [$"{ConfluenceOptions.Section}:{nameof(ConfluenceOptions.Token)}"] = options.Token,
        })
        {
            Product = new ConfluenceSandbox(options, time),
        };
    }
}
