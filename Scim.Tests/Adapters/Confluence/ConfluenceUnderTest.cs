using Scim.Adapters.Confluence;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>The Confluence adapter over its sandbox.</summary>
internal sealed class ConfluenceUnderTest(ConfluenceSandboxOptions options, IEnumerable<(string Key, string? Value)> configuration)
    : AdapterUnderTest<ConfluenceSandbox, ConfluenceSandboxOptions>(
        "confluence", ConfluenceServiceCollectionExtensions.AddConfluenceAdapter, options, (o, time) => new(o, time), configuration)
{
    /// <summary>An adapter over a sandbox with these options, configured by token unless the configuration says otherwise.</summary>
    public static ConfluenceUnderTest Start(Action<ConfluenceSandboxOptions>? set = null, params (string Key, string? Value)[] configuration)
    {
        var options = new ConfluenceSandboxOptions();
        set?.Invoke(options);
        return new(options, [("Scim:Confluence:Token", options.Token), .. configuration]);
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
}
