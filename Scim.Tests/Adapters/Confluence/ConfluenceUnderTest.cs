using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Confluence;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>The Confluence adapter as the host makes it, over a sandbox.</summary>
internal sealed class ConfluenceUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ConfluenceUnderTest(ConfluenceSandbox sandbox, ConfluenceSandboxOptions options, HastyClock clock, ServiceProvider services)
    {
        Sandbox = sandbox;
        Options = options;
        Clock = clock;
        _services = services;
        Adapter = services.GetRequiredService<IProductAdapter>();
    }

    public IProductAdapter Adapter { get; }

    public ConfluenceSandbox Sandbox { get; }

    public ConfluenceSandboxOptions Options { get; }

    public HastyClock Clock { get; }

    /// <summary>An adapter over a sandbox with these options, configured by token unless the configuration says otherwise.</summary>
    public static ConfluenceUnderTest Start(Action<ConfluenceSandboxOptions>? set = null, params (string Key, string? Value)[] configuration)
    {
        var clock = new HastyClock();
        var options = new ConfluenceSandboxOptions();
        set?.Invoke(options);
        var sandbox = new ConfluenceSandbox(options, clock);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Scim:Confluence:BaseUrl"] = options.BaseUrl.AbsoluteUri,
            ["Scim:Confluence:Token"] = options.Token,
        };
        foreach (var (key, value) in configuration)
        {
            values[key] = value;
        }

        var settings = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddConfluenceAdapter(settings);
        services.AddHttpClient("confluence").ConfigurePrimaryHttpMessageHandler(() => sandbox);
        return new(sandbox, options, clock, services.BuildServiceProvider());
    }

    /// <summary>For the contract classes; what the adapter learns at start has been read, and its calls forgotten.</summary>
    public static async Task<ProductUnderTest> StartContractAsync(ConfluenceForm form)
    {
        var confluence = Start(options =>
        {
            options.Version = form.Version;
            form.Otherwise?.Invoke(options);
        });
        var site = await confluence.Adapter.ReadSiteAsync(CancellationToken.None);
        confluence.Sandbox.ForgetCalls();
        return new(confluence.Adapter, confluence.Sandbox, confluence.Clock, confluence)
        {
            OwnName = confluence.Options.Username,
            AdministrationGroup = "confluence-administrators",
            LicenceGroup = "confluence-users",
            Lacks = site.Lacks,
            ShowsEmail = false,
            LetsNewAccountsIn = true,
            RenameOutside = confluence.Sandbox.RenameUser,
            RemoveUserOutside = confluence.Sandbox.RemoveUser,
            RemoveGroupOutside = confluence.Sandbox.RemoveGroup,
            RefuseCredentials = () => confluence.Options.Token = "revoked",
            TakeAdministration = () => confluence.Sandbox.IsAdministrator = false,
        };
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
