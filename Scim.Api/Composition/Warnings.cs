using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Scim.Api.Configuration;
using Scim.Core.Options;

namespace Scim.Api.Composition;

/// <summary>What an operator should know of a configuration that is valid.</summary>
internal sealed class Warnings(
    IConfiguration configuration, IEnumerable<OptionsReport> reports, AuthOptions auth, ForwardingOptions forwarding, ManagementOptions management, ScimOptions scim,
    AvailableAdapters adapters, IServer server)
{
    public IEnumerable<string> Find()
    {
        foreach (var sentence in UnknownKeys.Find(configuration, reports, adapters.SectionsOfOthers(scim.Adapter)))
        {
            yield return sentence;
        }

        if (auth.BootstrapToken is not null)
        {
            yield return $"{AuthOptions.Section}:{nameof(AuthOptions.BootstrapToken)} is set: a token with every right that never expires. "
                + "Take it out once \"scim token create\" has made others.";
        }

        if (forwarding.KnownProxies.IsEmpty && Addresses().FirstOrDefault(IsOpenAndPlain) is { } open)
        {
            yield return $"{open} is reached without TLS from other machines: tokens cross the network in clear. "
                + $"Use https, or name the proxy that does in {ForwardingOptions.Section}:{nameof(ForwardingOptions.KnownProxies)}.";
        }
    }

    // Of a server that runs; else what it would listen at. The operators' own address carries no tokens.
    private IEnumerable<string> Addresses() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } bound
            ? bound.SkipLast(management.Addresses.Length)
            : (scim.Urls ?? configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsOpenAndPlain(string url)
    {
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // "http://*:80" and "http://+:80" are no URIs, and open.
        return !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || !(uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
    }
}
