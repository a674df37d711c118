using Scim.Adapters.Bitbucket;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Contract;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>The Bitbucket adapter over its sandbox.</summary>
internal sealed class BitbucketUnderTest(BitbucketSandboxOptions options, IEnumerable<(string Key, string? Value)> configuration)
    : AdapterUnderTest<BitbucketSandbox, BitbucketSandboxOptions>(
        "bitbucket", BitbucketServiceCollectionExtensions.AddBitbucketAdapter, options, (o, time) => new(o, time), configuration)
{
    /// <summary>An adapter over a sandbox with these options, by name and password unless the configuration says otherwise.</summary>
    public static BitbucketUnderTest Start(Action<BitbucketSandboxOptions>? set = null, params (string Key, string? Value)[] configuration)
    {
        var options = new BitbucketSandboxOptions();
        set?.Invoke(options);
        return new(
            options, [("Scim:Bitbucket:Username", options.Username), ("Scim:Bitbucket:Password", options.Password), .. configuration]);
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
            GrantOutside = name => sandbox.GrantToUser(name, "PROJECT_CREATE"),
            AddCredentialsOutside = name => sandbox.AddCredentials(name, tokens: 4, sshKeys: 2, gpgKeys: 1),
            CountCredentials = sandbox.CountCredentials,
            FillSeats = () => bitbucket.Options.Seats = 2,
        };
    }
}
