namespace Scim.Api.Composition;

/// <summary>What the host knows of an adapter.</summary>
internal sealed record AdapterEntry(
    string Name, string Section, Func<IServiceCollection, IConfiguration, IServiceCollection> Add, Func<TimeProvider, SandboxProduct> StartSandbox);
