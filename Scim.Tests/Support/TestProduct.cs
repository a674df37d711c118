using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Composition;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Support;

/// <summary>A product as the harness speaks of it: what stands beneath the gateway in a test that isn't about one product alone.</summary>
/// <param name="Name">The adapter's name.</param>
/// <param name="DefaultGroup">A group for every new user to join; in a product without an active flag the one that lets people in.</param>
public sealed record TestProduct(string Name, string DefaultGroup)
{
    public static readonly TestProduct Jira = new("jira", "jira-software-users");

    /// <summary>Its new accounts are in "confluence-users" by themselves, so that joining that would show nothing.</summary>
    public static readonly TestProduct Confluence = new("confluence", "everybody");

    public static readonly TestProduct Bitbucket = new("bitbucket", "stash-users");

    /// <summary>For <c>TestFixtureSource</c>.</summary>
    public static readonly TestProduct[] All = [Jira, Confluence, Bitbucket];

    /// <summary>Both stores beneath Jira, and the others on SQLite: what differs between products isn't the store.</summary>
    public static readonly object[][] OnStores =
    [
        [GatewayOn.Sqlite, Jira], [GatewayOn.PostgreSql, Jira], [GatewayOn.Sqlite, Confluence], [GatewayOn.Sqlite, Bitbucket],
    ];

    private IAdapterModule Module => AdapterCatalog.BuiltIn.Single(module => module.Name == Name);

    /// <summary>The product, with its group for everybody.</summary>
    internal AdapterSandbox Start(TimeProvider? time = null)
    {
        var started = Module.StartSandbox(time ?? TimeProvider.System, Path.GetTempPath())!;
        if (started.Product!.Read().Group(DefaultGroup) is null)
        {
            started.Product.AddGroup(DefaultGroup);
        }

        return started;
    }

    /// <summary>The configuration that leads the gateway to it.</summary>
    /// <param name="address">Where it listens, if other than within the test's process.</param>
    internal Dictionary<string, string> Settings(AdapterSandbox started, Uri? address = null)
    {
        var settings = new Dictionary<string, string>(started.Settings) { ["Scim:Adapter"] = Name };
        if (address is not null)
        {
            settings[$"{Module.Section}:BaseUrl"] = address.AbsoluteUri;
        }

        return settings;
    }

    /// <summary>The product's own way to make what it had before the gateway came.</summary>
    internal ServiceProvider AdapterOver(AdapterSandbox started)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(started.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        var services = Module.Add(new ServiceCollection(), settings);
        services.AddHttpClient(Name).ConfigurePrimaryHttpMessageHandler(() => started.Product!);
        return services.BuildServiceProvider();
    }

    /// <summary>What can be asked of it.</summary>
    internal ProductDescriptor Describe()
    {
        using var services = AdapterOver(Start());
        return services.GetRequiredService<IProductAdapter>().Descriptor;
    }

    /// <summary>Makes an account that lets nobody in, as an administrator does at the product's own pages.</summary>
    internal static void AddIdleAccount(ProductSandbox sandbox, string name, string displayName)
    {
        var email = $"{name}@example.com";
        _ = sandbox switch
        {
            JiraSandbox jira => jira.AddUser(name, displayName, email, active: false),
            ConfluenceSandbox confluence => confluence.AddUser(name, displayName, email, active: false),
            BitbucketSandbox bitbucket => bitbucket.AddUser(name, displayName, email),
            _ => throw new ArgumentException($"{sandbox} is no product of the gateway's.", nameof(sandbox)),
        };
    }

    public override string ToString() => Name;
}
