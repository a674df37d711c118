using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters;

/// <summary>An adapter as the host makes it, over its sandbox.</summary>
internal abstract class AdapterUnderTest<TSandbox, TOptions> : IAsyncDisposable
    where TSandbox : ProductSandbox
    where TOptions : ProductSandboxOptions
{
    private readonly ServiceProvider _services;

    /// <param name="name">The adapter's name, and that of its HTTP client.</param>
    /// <param name="add">Registers the adapter.</param>
    /// <param name="make">The sandbox with these options.</param>
    /// <param name="configuration">Keys with their values; the address is the sandbox's unless they say otherwise.</param>
    /// <param name="between">What stands between the adapter's HTTP client and the sandbox.</param>
    protected AdapterUnderTest(
        string name,
        Func<IServiceCollection, IConfiguration, IServiceCollection> add,
        TOptions options,
        Func<TOptions, TimeProvider, TSandbox> make,
        IEnumerable<(string Key, string? Value)> configuration,
        Func<DelegatingHandler>? between = null)
    {
        Options = options;
        Sandbox = make(options, Clock);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { [$"Scim:{name}:BaseUrl"] = options.BaseUrl.AbsoluteUri };
        foreach (var (key, value) in configuration)
        {
            values[key] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        add(services, new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var client = services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => Sandbox);
        if (between is not null)
        {
            client.AddHttpMessageHandler(between);
        }

        _services = services.BuildServiceProvider();
        Adapter = _services.GetRequiredService<IProductAdapter>();
    }

    public IProductAdapter Adapter { get; }

    public TSandbox Sandbox { get; }

    public TOptions Options { get; }

    public HastyClock Clock { get; } = new();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
