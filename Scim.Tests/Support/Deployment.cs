using Scim.Adapters.Jira.Sandbox;

namespace Scim.Tests.Support;

/// <summary>The published gateway with a product behind sockets and a store, each on its own, so that the gateway can die alone.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly Dictionary<string, string> _settings;

    private Deployment(StoreOn store, JiraSandbox sandbox, SandboxServer product, Dictionary<string, string> settings)
    {
        Store = store;
        Sandbox = sandbox;
        Product = product;
        _settings = settings;
    }

    public StoreOn Store { get; }

    public JiraSandbox Sandbox { get; }

    public SandboxServer Product { get; }

    /// <summary>The gateway that runs, or ran last.</summary>
    public GatewayProcess Gateway { get; private set; } = null!;

    /// <summary>Its client.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<Deployment> StartAsync(string store, params IEnumerable<(string Key, string Value)> settings)
    {
        var options = new JiraSandboxOptions();
        var sandbox = new JiraSandbox(options, TimeProvider.System);
        var product = await SandboxServer.StartAsync(sandbox);
        var stored = await StoreOn.CreateAsync(store);
        var deployment = new Deployment(stored, sandbox, product, new Dictionary<string, string>(stored.Settings)
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = product.BaseUrl.AbsoluteUri,
            ["Scim:Jira:Token"] = options.Token,
        });
        foreach (var (key, value) in settings)
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
