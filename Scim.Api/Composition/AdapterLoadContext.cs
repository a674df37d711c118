using System.Reflection;
using System.Runtime.Loader;

namespace Scim.Api.Composition;

/// <summary>
/// An adapter's own room: what it brings along is loaded from its folder, in its own versions. What it shares with the gateway is the
/// gateway's, because a type is the same only if it comes from the same assembly.
/// </summary>
internal sealed class AdapterLoadContext(string adapter) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(adapter))
{
    // What types of Scim.Core's public members come from.
    private static readonly string[] Shared = ["Scim.Core", "FluentValidation", "Polly.", "Microsoft.Extensions.", "System."];

    private readonly AssemblyDependencyResolver _resolver = new(adapter);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Array.Exists(Shared, name => assemblyName.Name!.StartsWith(name, StringComparison.Ordinal)) && OfTheGateway(assemblyName.Name!) is { } shared)
        {
            return shared;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;

    // Without a version: the gateway's is the one there is, also for an adapter that was built against a later one.
    private static Assembly? OfTheGateway(string name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
