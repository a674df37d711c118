using System.Collections.Immutable;
using System.Net;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>Networks as they stand in the configuration: <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>, or a single address.</summary>
internal static class Networks
{
    public static ImmutableArray<IPNetwork> Read(OptionsReader reader, string name)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in reader.List(name) ?? [])
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                reader.Fault(name, text, "is no network: expected one such as 10.0.0.0/8, 2001:db8::/32 or a single address.");
            }
        }

        return networks.ToImmutable();
    }

    /// <summary>Whether one of the networks holds the address; an IPv4 address that came over an IPv6 socket counts as IPv4.</summary>
    public static bool Hold(this ImmutableArray<IPNetwork> networks, IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is not null && networks.Any(network => network.Contains(address));
    }
}
