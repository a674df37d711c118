using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket;

/// <summary>The adapter for Bitbucket, as the host knows it.</summary>
public sealed class BitbucketModule : IAdapterModule
{
    public string Name => BitbucketAdapter.Name;

    public string Section => BitbucketOptions.Section;

    public IServiceCollection Add(IServiceCollection services, IConfiguration configuration) => services.AddBitbucketAdapter(configuration);

    public AdapterSandbox StartSandbox(TimeProvider time, string folder)
    {
        var options = new BitbucketSandboxOptions();
        return new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{BitbucketOptions.Section}:{nameof(BitbucketOptions.BaseUrl)}"] = options.BaseUrl.AbsoluteUri,
            [$"{BitbucketOptions.Section}:{nameof(BitbucketOptions.Username)}"] = options.Username,
            [$"{BitbucketOptions.Section}:{nameof(BitbucketOptions.Password)}"] = options.Password,

            // Access comes from a group alone: without one a sandbox would let nobody in.
            ["Scim:Users:DefaultGroups:0"] = "stash-users",
        })
        {
            Product = new BitbucketSandbox(options, time),
        };
    }
}
