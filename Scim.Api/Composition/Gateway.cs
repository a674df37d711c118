using Scim.Api.Configuration;
using Scim.Api.Endpoints;
using Scim.Api.Health;
using Scim.Api.OpenApi;
using Scim.Api.Telemetry;

namespace Scim.Api.Composition;

/// <summary>The whole gateway, put together.</summary>
internal static class Gateway
{
    /// <summary>Builds the gateway without starting it.</summary>
    /// <param name="settings">Configuration of the command line: <c>--Scim:Adapter=jira</c>.</param>
    /// <param name="adjust">What a command does otherwise than the configuration says.</param>
    /// <param name="logsForMachines">Whether the log is JSON where the configuration doesn't say.</param>
    /// <exception cref="InvalidConfigurationException">The configuration has faults; all of them.</exception>
    public static WebApplication Build(IEnumerable<string> settings, Action<IServiceCollection>? adjust = null, bool logsForMachines = false)
    {
        var builder = CreateBuilder(settings, logsForMachines);
        builder.Services.AddScimGateway(builder.Configuration);
        adjust?.Invoke(builder.Services);
        builder.Services.ThrowOnFaults();
        builder.UseConfiguredUrls();

        var app = builder.Build();
        app.UseScimPipeline();
        app.MapScim();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDescription();
        return app;
    }

    /// <summary>The configuration in force, without anything built on it.</summary>
    public static IConfiguration ReadConfiguration(IEnumerable<string> settings) => CreateBuilder(settings, logsForMachines: false).Configuration;

    private static WebApplicationBuilder CreateBuilder(IEnumerable<string> settings, bool logsForMachines)
    {
        // appsettings.json is read from beside the executable, whatever folder a command is called from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. settings], ContentRootPath = AppContext.BaseDirectory });
        builder.UseQuietLogs(logsForMachines);
        return builder;
    }
}
