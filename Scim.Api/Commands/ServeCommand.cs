using System.CommandLine;
using Scim.Api.Composition;
using Scim.Api.Health;
using Scim.Api.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim serve</c>: the gateway with the configuration in force.</summary>
internal static class ServeCommand
{
    public static Command Create(ScimCommandLine line)
    {
        var serve = new Verb(
            "serve", "Runs the gateway with the configuration in force.", "scim serve --Scim:Adapter=jira --urls http://localhost:8080", CommandOptions.Settings);
        serve.SetAction((_, ct) => RunAsync(line, ct));
        return serve;
    }

    public static async Task<int> RunAsync(ScimCommandLine line, CancellationToken ct)
    {
        await using var app = Gateway.Build(line.Settings, logsForMachines: Console.IsOutputRedirected);
        await app.Services.GetRequiredService<StoreMigrator>().MigrateAsync(ct);
        await app.StartAsync(ct);
        await app.Services.GetRequiredService<ProductAtStart>().WarnAsync(app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync(ct);
        return ScimCommandLine.Done;
    }
}
