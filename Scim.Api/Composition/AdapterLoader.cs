using System.Collections.Concurrent;
using System.Reflection;
using Scim.Core.Adapters;

namespace Scim.Api.Composition;

/// <summary>Loads an adapter that somebody else built, from its own folder, after its contract was looked at.</summary>
internal static class AdapterLoader
{
    // A folder is loaded once in a process, however often the configuration is read.
    private static readonly ConcurrentDictionary<string, Lazy<Assembly>> Loaded = new(StringComparer.Ordinal);

    /// <exception cref="AdapterRefusedException">The folder holds no adapter for this gateway.</exception>
    public static IAdapterModule Load(string folder)
    {
        var (path, contract) = AdapterFolder.Read(folder);
        var name = Path.GetFileNameWithoutExtension(path);
        if (contract != AdapterContract.Version)
        {
            throw new AdapterRefusedException(
                $"holds {name}, which is built for version {contract} of the adapter contract, while this gateway has version {AdapterContract.Version}: "
                    + $"install a build of {name} for version {AdapterContract.Version}, or a gateway with version {contract}.");
        }

        try
        {
            var assembly = Loaded.GetOrAdd(path, static path => new(() => new AdapterLoadContext(path).LoadFromAssemblyPath(path))).Value;
            var type = assembly.GetCustomAttribute<ScimAdapterAttribute>()!.Module;
            return Activator.CreateInstance(type) as IAdapterModule
                ?? throw new AdapterRefusedException($"holds {name}, whose module {type.Name} doesn't implement {nameof(IAdapterModule)}: ask who made it.");
        }
        catch (Exception e) when (e is not AdapterRefusedException)
        {
            throw new AdapterRefusedException($"holds {name}, which can't be loaded: {Reason(e)} Publish it again with all that it needs, or ask who made it.");
        }
    }

    /// <summary>What somebody else's code failed with, as one sentence.</summary>
    public static string Reason(Exception e) => $"{(e is TargetInvocationException ? e.InnerException ?? e : e).Message.ReplaceLineEndings(" ").Trim().TrimEnd('.')}.";
}
