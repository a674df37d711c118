using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Support;

/// <summary>The published gateway with a product behind sockets and a store, each on its own, so that the gateway can die alone.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;

    private Deployment(StoreOn store, AdapterSandbox started, SandboxServer product, Dictionary<string, string> settings)
    {
        Store = store;
        Started = started;
        Product = product;
        _settings = settings;
    }

    public StoreOn Store { get; }

    /// <summary>The product as its adapter brings it along.</summary>
    public AdapterSandbox Started { get; }

    public ProductSandbox Sandbox => Started.Product!;

    public SandboxServer Product { get; }

    /// <summary>The gateway that runs, or ran last.</summary>
    public GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>Its client.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Jira's.</summary>
    public static Task<Deployment> StartAsync(string store, params IEnumerable<(string Key, string Value)> settings) =>
        StartAsync(store, TestProduct.Jira, settings);

    public static async Task<Deployment> StartAsync(string store, TestProduct product, params IEnumerable<(string Key, string Value)> settings)
    {
        var started = product.Start();
        var server = await SandboxServer.StartAsync(started.Product!);
        var stored = await StoreOn.CreateAsync(store);
        var deployment = new Deployment(stored, started, server, product.Settings(started, server.BaseUrl));
        foreach (var (key, value) in stored.Settings.Select(s => (s.Key, s.Value)).Concat(settings))
        {
            deployment._settings[key] = value;
        }

        await deployment.StartGatewayAsync();
        return deployment;
    }

    /// <summary>Starts the gateway, again if it has ended.</summary>
    public async Task StartGatewayAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        Gateway = await GatewayProcess.StartAsync(_settings);
        Client = Gateway.CreateClient();
    }

    public Task<CommandRun> RunAsync(params IReadOnlyList<string> arguments) => GatewayProcess.RunAsync(arguments, _settings);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Product.DisposeAsync();
        Sandbox.Dispose();
        await Store.DisposeAsync();
    }
}
