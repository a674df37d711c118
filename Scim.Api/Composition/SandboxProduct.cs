using Scim.Core.Adapters.Sandbox;

namespace Scim.Api.Composition;

/// <summary>A product that lives in this process.</summary>
/// <param name="Adapter">The adapter's name, which is its HTTP client's too.</param>
/// <param name="Settings">Configuration that leads the adapter to it.</param>
internal sealed record SandboxProduct(string Adapter, ProductSandbox Handler, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Puts the product beneath the adapter's HTTP client.</summary>
    public void PlugInto(IServiceCollection services) => services.AddHttpClient(Adapter).ConfigurePrimaryHttpMessageHandler(() => Handler);
}
