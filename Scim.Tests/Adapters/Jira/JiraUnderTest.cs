using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Contract;
using Scim.Adapters.Jira;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;
using Scim.Tests.Adapters.Broken;

namespace Scim.Tests.Adapters.Jira;

/// <summary>The Jira adapter as the host makes it, over a sandbox.</summary>
internal sealed class JiraUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private JiraUnderTest(JiraSandbox sandbox, JiraSandboxOptions options, HastyClock clock, ServiceProvider services)
    {
        Sandbox = sandbox;
        Options = options;
        Clock = clock;
        _services = services;
        Adapter = services.GetRequiredService<IProductAdapter>();
    }

    public IProductAdapter Adapter { get; }

    public JiraSandbox Sandbox { get; }

    public JiraSandboxOptions Options { get; }

    public HastyClock Clock { get; }

    /// <summary>An adapter over a sandbox with these options, configured by token where the version has them.</summary>
    public static JiraUnderTest Start(Action<JiraSandboxOptions>? set = null, params (string Key, string? Value)[] configuration) =>
        Start(set, configuration, between: null);

    private static JiraUnderTest Start(Action<JiraSandboxOptions>? set, (string Key, string? Value)[] configuration, Func<DelegatingHandler>? between)
    {
        var clock = new HastyClock();
        var options = new JiraSandboxOptions();
        set?.Invoke(options);
        var sandbox = new JiraSandbox(options, clock);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Scim:Jira:BaseUrl"] = options.BaseUrl.AbsoluteUri };
        if (options.Version >= new Version(8, 14))
        {
            values["Scim:Jira:Token"] = options.Token;
        }
        else
        {
            values["Scim:Jira:Username"] = options.Username;
            values["Scim:Jira:Password"] = options.Password;
        }

        foreach (var (key, value) in configuration)
        {
            values[key] = value;
        }

        var settings = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddJiraAdapter(settings);
        var client = services.AddHttpClient("jira").ConfigurePrimaryHttpMessageHandler(() => sandbox);
        if (between is not null)
        {
            client.AddHttpMessageHandler(between);
        }

        return new(sandbox, options, clock, services.BuildServiceProvider());
    }

    /// <summary>For the contract classes; what the adapter learns at start has been read, and its calls forgotten.</summary>
    /// <param name="breaker">Breaks the adapter.</param>
    public static async Task<ProductUnderTest> StartContractAsync(string version, string language, Breaker? breaker = null)
    {
        var jira = Start(
            options =>
            {
                options.Version = Version.Parse(version);
                options.Language = language;
            },
            breaker?.Settings ?? [],
            breaker?.Between);
        await jira.Adapter.ReadSiteAsync(CancellationToken.None);
        jira.Sandbox.ForgetCalls();
        return new(breaker?.Break(jira.Adapter) ?? jira.Adapter, jira.Sandbox, jira.Clock, jira)
        {
            OwnName = jira.Options.Username,
            AdministrationGroup = "jira-administrators",
            LicenceGroup = "jira-software-users",
            RenameOutside = jira.Sandbox.RenameUser,
            RemoveUserOutside = jira.Sandbox.RemoveUser,
            RemoveGroupOutside = jira.Sandbox.RemoveGroup,
            RefuseCredentials = () => jira.Options.Token = "revoked",
            TakeAdministration = () => jira.Sandbox.IsAdministrator = false,
        };
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
