using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Core.Adapters;

/// <summary>What the gateway knows of an adapter before it is used: the ones that come with it and those from <c>Scim:AdapterPath</c> alike.</summary>
public interface IAdapterModule
{
    /// <summary>The name in the configuration (<c>Scim:Adapter</c>), lower case, and that of the adapter's HTTP client if it has one.</summary>
    string Name { get; }

    /// <summary>The section of the adapter's options: <c>Scim:Jira</c>. It means nothing while another adapter is in use.</summary>
    string Section { get; }

    /// <summary>
    /// Registers the adapter as <see cref="IProductAdapter"/>, and its options with <c>AddScimOptions</c>, so that their faults are told
    /// beside all others. Nothing is called here.
    /// </summary>
    IServiceCollection Add(IServiceCollection services, IConfiguration configuration);

    /// <summary>A product to try the adapter with (<c>scim sandbox</c>), or null where there is none.</summary>
    /// <param name="time">The clock to go by.</param>
    /// <param name="folder">Where files may be kept; it is gone at the end unless somebody wants to keep it.</param>
    AdapterSandbox? StartSandbox(TimeProvider time, string folder) => null;
}
