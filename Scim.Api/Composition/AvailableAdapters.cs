using System.Collections.Immutable;
using Scim.Api.Configuration;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using Scim.Core.Options;

namespace Scim.Api.Composition;

/// <summary>The adapters that there are under a configuration: those that come with the gateway, and those of <c>Scim:AdapterPath</c>.</summary>
/// <param name="Faults">What is wrong with the folders, a sentence each.</param>
internal sealed record AvailableAdapters(ImmutableArray<IAdapterModule> Modules, ImmutableArray<OptionsFault> Faults)
{
    public const string PathKey = $"{ScimOptions.Section}:{nameof(ScimOptions.AdapterPath)}";

    /// <summary>Which come from folders.</summary>
    private IEnumerable<IAdapterModule> Loaded => Modules.Skip(AdapterCatalog.BuiltIn.Length);

    public IEnumerable<string> Names => Modules.Select(module => module.Name);

    public static AvailableAdapters Find(IConfiguration configuration)
    {
        var modules = AdapterCatalog.BuiltIn.ToBuilder();
        var faults = ImmutableArray.CreateBuilder<OptionsFault>();
        var homes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var folder in ScimOptions.Read(new(configuration, ScimOptions.Section)).AdapterPath.SelectMany(AdapterFolder.In))
        {
            try
            {
                var module = AdapterLoader.Load(folder);
                if (AdapterCatalog.Names.Contains(module.Name, StringComparer.OrdinalIgnoreCase))
                {
                    throw new AdapterRefusedException($"holds an adapter named '{module.Name}', which is the name of one that comes with the gateway: it needs another.");
                }

                if (!homes.TryAdd(module.Name, folder))
                {
                    throw new AdapterRefusedException($"holds the adapter '{module.Name}', as {homes[module.Name]} does: expected it once.");
                }

                modules.Add(module);
            }
            catch (AdapterRefusedException refused)
            {
                faults.Add(new(PathKey, folder, refused.Message));
            }
        }

        return new(modules.ToImmutable(), faults.ToImmutable());
    }

    public IAdapterModule? Named(string? name) => Modules.FirstOrDefault(module => module.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sections that belong to adapters that aren't in use.</summary>
    public IEnumerable<string> SectionsOfOthers(string? chosen) => Modules.Where(module => module != Named(chosen)).Select(module => module.Section);

    /// <summary>Registers the adapter that the configuration names; whatever is wrong is a fault beside all others.</summary>
    public IServiceCollection AddTo(IServiceCollection services, IConfiguration configuration)
    {
        const string Key = $"{ScimOptions.Section}:{nameof(ScimOptions.Adapter)}";
        services.AddSingleton(new OptionsReport(PathKey, Faults));
        var name = configuration[Key]?.Trim();
        if (Named(name) is not { } chosen)
        {
            var expected = $"expected {string.Join(" or ", Names)}.";
            return services.AddSingleton(new OptionsReport(Key, [string.IsNullOrEmpty(name) ? new(Key, null, $"is missing: {expected}") : new(Key, name, $"is no adapter: {expected}")]));
        }

        try
        {
            return chosen.Add(services, configuration).AddProductOptions(configuration);
        }
        catch (Exception e) when (Loaded.Contains(chosen))
        {
            return services.AddSingleton(new OptionsReport(Key, [new(Key, name, $"can't be set up by its adapter: {AdapterLoader.Reason(e)}")]));
        }
    }
}
