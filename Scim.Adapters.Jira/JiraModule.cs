using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira;

/// <summary>The adapter for Jira, as the host knows it.</summary>
public sealed class JiraModule : IAdapterModule
{
    public string Name => JiraAdapter.Name;

    public string Section => JiraOptions.Section;

    public IServiceCollection Add(IServiceCollection services, IConfiguration configuration) => services.AddJiraAdapter(configuration);

    public AdapterSandbox StartSandbox(TimeProvider time, string folder)
    {
        var options = new JiraSandboxOptions();
        return new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)}"] = options.BaseUrl.AbsoluteUri,
            [$"{JiraOptions.Section}:{nameof(JiraOptions.Token)}"] = options.Token,
        })
        {
            Product = new JiraSandbox(options, time),
        };
    }
}
