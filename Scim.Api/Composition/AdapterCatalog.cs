using Scim.Adapters.Jira;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Configuration;
using Scim.Core.Options;

namespace Scim.Api.Composition;

/// <summary>The adapters that come with the gateway; the only file that names them.</summary>
internal static class AdapterCatalog
{
    private const string Jira = "jira";

    private static readonly AdapterEntry[] BuiltIn =
    [
        new(Jira, JiraOptions.Section, JiraServiceCollectionExtensions.AddJiraAdapter, StartJira),
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
        var sandbox = new JiraSandbox(options, time);
        return new(Jira, sandbox, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{JiraOptions.Section}:{nameof(JiraOptions.BaseUrl)}"] = sandbox.BaseUrl.AbsoluteUri,
            [$"{JiraOptions.Section}:{nameof(JiraOptions.Token)}"] = options.Token,
        });
    }
}
