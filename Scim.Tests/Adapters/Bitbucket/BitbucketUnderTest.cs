using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Bitbucket;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>The Bitbucket adapter as the host makes it, over a sandbox.</summary>
internal sealed class BitbucketUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private BitbucketUnderTest(BitbucketSandbox sandbox, BitbucketSandboxOptions options, HastyClock clock, ServiceProvider services)
    {
        Sandbox = sandbox;
        Options = options;
        Clock = clock;
        _services = services;
        Adapter = services.GetRequiredService<IProductAdapter>();
    }

    public IProductAdapter Adapter { get; }

    public BitbucketSandbox Sandbox { get; }

    public BitbucketSandboxOptions Options { get; }

    public HastyClock Clock { get; }

    /// <summary>An adapter over a sandbox with these options, by name and password unless the configuration says otherwise.</summary>
    public static BitbucketUnderTest Start(Action<BitbucketSandboxOptions>? set = null, params (string Key, string? Value)[] configuration)
    {
        var clock = new HastyClock();
        var options = new BitbucketSandboxOptions();
        set?.Invoke(options);
        var sandbox = new BitbucketSandbox(options, clock);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Scim:Bitbucket:BaseUrl"] = options.BaseUrl.AbsoluteUri,
            ["Scim:Bitbucket:Username"] = options.Username,
            ["Scim:Bitbucket:Password"] = options.Password,
        };
        foreach (var (key, value) in configuration)
        {
            values[key] = value;
        }

        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddBitbucketAdapter(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddHttpClient("bitbucket").ConfigurePrimaryHttpMessageHandler(() => sandbox);
        return new(sandbox, options, clock, services.BuildServiceProvider());
    }

    /// <summary>The same by an OAuth 2 access token.</summary>
    public static BitbucketUnderTest StartOAuth(Action<BitbucketSandboxOptions>? set = null) => Start(
        set,
        ("Scim:Bitbucket:Username", null),
        ("Scim:Bitbucket:Password", null),
        ("Scim:Bitbucket:OAuthToken", new BitbucketSandboxOptions().OAuthToken));

    /// <summary>For the contract classes; a service's account is about, and what the adapter learns at start has been read.</summary>
    /// <param name="breaks">Breaks the adapter.</param>
    public static async Task<ProductUnderTest> StartContractAsync(BitbucketForm form, Func<IProductAdapter, IProductAdapter>? breaks = null)
    {
        var bitbucket = form.IsOAuth ? StartOAuth(form.Set) : Start(form.Set);
        var sandbox = bitbucket.Sandbox;
        sandbox.AddServiceUser("build-service");
        await bitbucket.Adapter.ReadSiteAsync(CancellationToken.None);
        sandbox.ForgetCalls();
        return new(breaks?.Invoke(bitbucket.Adapter) ?? bitbucket.Adapter, sandbox, bitbucket.Clock, bitbucket)
        {
            OwnName = bitbucket.Options.Username,
            AdministrationGroup = "stash-administrators",
            LicenceGroup = "stash-users",
            RenameOutside = sandbox.RenameUser,
            RemoveUserOutside = sandbox.RemoveUser,
            RemoveGroupOutside = sandbox.RemoveGroup,
            RefuseCredentials = () => (bitbucket.Options.Password, bitbucket.Options.OAuthToken) = ("changed", "revoked"),
            TakeAdministration = () => sandbox.GrantToGroup("stash-administrators", permission: null),
            MayLogIn = sandbox.MayLogIn,
            GrantOutside = name => sandbox.GrantToUser(name, "PROJECT_CREATE"),
            AddCredentialsOutside = name => sandbox.AddCredentials(name, tokens: 4, sshKeys: 2, gpgKeys: 1),
            CountCredentials = sandbox.CountCredentials,
            FillSeats = () => bitbucket.Options.Seats = 2,
        };
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
