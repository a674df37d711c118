using Scim.Adapters.Bitbucket;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Confluence;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Jira;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Configuration;
using Scim.Core.Adapters.Http;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Options;
using Scim.Core.Provisioning;

namespace Scim.Api.Composition;

/// <summary>The adapters that come with the gateway; the only file that names them.</summary>
internal static class AdapterCatalog
{
    private const string Jira = "jira";
    private const string Confluence = "confluence";
    private const string Bitbucket = "bitbucket";

    private static readonly AdapterEntry[] BuiltIn =
    [
        new(Jira, JiraOptions.Section, JiraServiceCollectionExtensions.AddJiraAdapter, StartJira),
        new(Confluence, ConfluenceOptions.Section, ConfluenceServiceCollectionExtensions.AddConfluenceAdapter, StartConfluence),
        new(Bitbucket, BitbucketOptions.Section, BitbucketServiceCollectionExtensions.AddBitbucketAdapter, StartBitbucket),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. BuiltIn.Select(entry => entry.Name)];

    /// <summary>Registers the adapter that the configuration names; a name that nobody has is a fault beside all others.</summary>
    public static IServiceCollection AddScimAdapter(this IServiceCollection services, IConfiguration configuration)
    {
        const string Key = $"{ScimOptions.Section}:{nameof(ScimOptions.Adapter)}";
        var name = configuration[Key]?.Trim();
        if (BuiltIn.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } chosen)
        {
            return chosen.Add(services, configuration);
        }

        var expected = $"expected {string.Join(" or ", Names)}.";
        var fault = string.IsNullOrEmpty(name)
            ? new OptionsFault(Key, null, $"is missing: {expected}")
            : new OptionsFault(Key, name, $"is no adapter: {expected}");
        return services.AddSingleton(new OptionsReport(Key, [fault]));
    }

    /// <summary>Sections that belong to adapters that aren't in use.</summary>
    public static IEnumerable<string> SectionsOfOthers(string? chosen) =>
        BuiltIn.Where(entry => !entry.Name.Equals(chosen, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Section);

    /// <summary>A product that lives in this process, or null where no adapter has the name.</summary>
    public static SandboxProduct? StartSandbox(string name, TimeProvider time) =>
        BuiltIn.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.StartSandbox(time);

    private static SandboxProduct StartJira(TimeProvider time)
    {
        var options = new JiraSandboxOptions();
        return WithToken(Jira, JiraOptions.Section, new JiraSandbox(options, time), options);
    }

    private static SandboxProduct StartConfluence(TimeProvider time)
    {
        var options = new ConfluenceSandboxOptions { Version = new(10, 2, 14) };
        return WithToken(Confluence, ConfluenceOptions.Section, new ConfluenceSandbox(options, time), options);
    }

    // Access to Bitbucket comes from a group alone, so that a sandbox without one would let nobody in.
    private static SandboxProduct StartBitbucket(TimeProvider time)
    {
        var options = new BitbucketSandboxOptions();
        return With(
            Bitbucket,
            new BitbucketSandbox(options, time),
            ($"{BitbucketOptions.Section}:{nameof(ProductConnection.BaseUrl)}", options.BaseUrl.AbsoluteUri),
            ($"{BitbucketOptions.Section}:{nameof(ProductConnection.Username)}", options.Username),
            ($"{BitbucketOptions.Section}:{nameof(ProductConnection.Password)}", options.Password),
            ($"{UserSection.Section}:{nameof(UserPolicy.DefaultGroups)}:0", "stash-users"));
    }

    private static SandboxProduct WithToken(string name, string section, ProductSandbox sandbox, ProductSandboxOptions options) => With(
        name,
        sandbox,
        ($"{section}:{nameof(ProductConnection.BaseUrl)}", options.BaseUrl.AbsoluteUri),
        ($"{section}:Token", options.Token));

    private static SandboxProduct With(string name, ProductSandbox sandbox, params (string Key, string Value)[] settings) =>
        new(name, sandbox, settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase));
}
