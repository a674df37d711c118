using System.Collections.Immutable;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Scim.Api.Configuration;

namespace Scim.Api.Management;

/// <summary>The address for operators, where the configuration gives one.</summary>
internal sealed class ManagementAddress(ManagementOptions options, IServer server)
{
    private ImmutableHashSet<int>? _ports;

    /// <summary>Whether the request came by it. A port tells, as an address may stand for several interfaces.</summary>
    public bool IsWayOf(HttpContext http) => options.Urls is not null && Ports.Contains(http.Connection.LocalPort);

    // The server keeps its addresses in the order in which it was given them, ours last; only once it runs, port 0 has a number.
    private ImmutableHashSet<int> Ports => _ports ??=
    [
        .. server.Features.Get<IServerAddressesFeature>()!.Addresses
            .TakeLast(options.Addresses.Length)
            .Select(address => BindingAddress.Parse(address).Port),
    ];
}
