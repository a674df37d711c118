namespace Scim.Core.Adapters.Sandbox;

/// <summary>A product that is there for trying the gateway.</summary>
/// <param name="Settings">Configuration that leads the adapter to it: <c>Scim:Jira:BaseUrl</c> …</param>
public sealed record AdapterSandbox(IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>What stands in place of the network beneath the adapter's HTTP client; null for a product without HTTP.</summary>
    public ProductSandbox? Product { get; init; }
}
