using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Scim.Api.Configuration;
using Scim.Core.Protocol;

namespace Scim.Api.Composition;

/// <summary>The web server, its limits and its logs.</summary>
internal static class GatewayServer
{
    // Entra's filters with long values, percent-encoded, outgrow Kestrel's 8 KiB.
    private const int LongestRequestLine = 256 * 1024;

    private static readonly TimeSpan GracefulShutdown = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddScimServer(this IServiceCollection services)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = GracefulShutdown);
        services.AddOptions<KestrelServerOptions>().Configure<ScimLimits>((kestrel, limits) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<ForwardingOptions>((forwarded, options) =>
        {
            forwarded.ForwardedHeaders = options.KnownProxies.IsEmpty ? ForwardedHeaders.None : ForwardedHeaders.All;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.KnownProxies)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
        return services;
    }

    /// <summary>
    /// The framework's chatter is off unless the configuration asks for it, and lines for machines are JSON with the request's id; the
    /// layers above this one win.
    /// </summary>
    public static void UseQuietLogs(this WebApplicationBuilder builder, bool forMachines) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
                ["Logging:LogLevel:Polly"] = "Warning",
                ["Logging:Console:FormatterName"] = forMachines ? "json" : "simple",
                ["Logging:Console:FormatterOptions:IncludeScopes"] = forMachines ? "true" : "false",
                ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
                ["Logging:Console:FormatterOptions:TimestampFormat"] = forMachines ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "",
            },
        });

    /// <summary>
    /// <c>Scim:Urls</c> where set, else <c>--urls</c> and <c>ASPNETCORE_URLS</c> as the framework has it; behind those the operators' own.
    /// </summary>
    public static void UseConfiguredUrls(this WebApplicationBuilder builder)
    {
        var urls = ScimOptions.Read(new(builder.Configuration, ScimOptions.Section)).Urls;
        var management = ManagementOptions.Read(new(builder.Configuration, ManagementOptions.Section)).Addresses;
        if (!management.IsEmpty)
        {
            urls = string.Join(';', management.Prepend(urls ?? FrameworkUrls(builder.Configuration)));
        }

        if (urls is not null)
        {
            builder.WebHost.UseUrls(urls);
        }
    }

    // ASPNETCORE_HTTP_PORTS is how the framework's container images say where to listen.
    private static string FrameworkUrls(ConfigurationManager configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls.TrimEnd(';')
        : configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 } ports
            ? string.Join(';', ports.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"))
            : "http://localhost:5000";
}
