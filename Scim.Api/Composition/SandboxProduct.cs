using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Api.Composition;

/// <summary>A product that lives in this process.</summary>
/// <param name="Adapter">The adapter's name, which is its HTTP client's too.</param>
internal sealed record SandboxProduct(string Adapter, AdapterSandbox Sandbox)
{
    /// <summary>Starts what the adapter brings along; null where it brings nothing.</summary>
    public static SandboxProduct? Start(IAdapterModule module, TimeProvider time, string folder) =>
        module.StartSandbox(time, folder) is { } sandbox ? new(module.Name, sandbox) : null;

    /// <summary>Puts the product beneath the adapter's HTTP client.</summary>
    public void PlugInto(IServiceCollection services)
    {
        if (Sandbox.Product is { } product)
        {
            services.AddHttpClient(Adapter).ConfigurePrimaryHttpMessageHandler(() => product);
        }
    }
}
