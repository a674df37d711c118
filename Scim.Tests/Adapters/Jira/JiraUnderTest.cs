using Scim.Adapters.Contract;
using Scim.Adapters.Jira;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Adapters.Broken;

namespace Scim.Tests.Adapters.Jira;

/// <summary>The Jira adapter over its sandbox.</summary>
internal sealed class JiraUnderTest(JiraSandboxOptions options, IEnumerable<(string Key, string? Value)> configuration, Func<DelegatingHandler>? between)
    : AdapterUnderTest<JiraSandbox, JiraSandboxOptions>(
        "jira", JiraServiceCollectionExtensions.AddJiraAdapter, options, (o, time) => new(o, time), configuration, between)
{
    /// <summary>An adapter over a sandbox with these options, configured by token where the version has them.</summary>
    public static JiraUnderTest Start(Action<JiraSandboxOptions>? set = null, params (string Key, string? Value)[] configuration) =>
        Start(set, configuration, between: null);

    private static JiraUnderTest Start(Action<JiraSandboxOptions>? set, (string Key, string? Value)[] configuration, Func<DelegatingHandler>? between)
    {
        var options = new JiraSandboxOptions();
        set?.Invoke(options);
        (string, string?)[] credentials = options.Version >= new Version(8, 14)
            ? [("Scim:Jira:Token", options.Token)]
            : [("Scim:Jira:Username", options.Username), ("Scim:Jira:Password", options.Password)];
        return new(options, [.. credentials, .. configuration], between);
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
}
