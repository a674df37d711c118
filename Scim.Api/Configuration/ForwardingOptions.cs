using System.Collections.Immutable;
using System.Net;
using Scim.Core.Options;

namespace Scim.Api.Configuration;

/// <summary>Which proxies stand in front (configuration <c>Scim:ForwardedHeaders</c>).</summary>
internal sealed class ForwardingOptions
{
    public const string Section = "Scim:ForwardedHeaders";

    /// <summary>Proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> count; empty: nobody's.</summary>
    public ImmutableArray<IPNetwork> KnownProxies { get; set; } = [];

    public static ForwardingOptions Read(OptionsReader reader) => new() { KnownProxies = Networks.Read(reader, nameof(KnownProxies)) };
}
