using System.CommandLine;
using Scim.Api.Authentication;
using Scim.Api.Commands.Replay;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Endpoints;
using Scim.Api.Storage;
using Scim.Core.Adapters;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim sandbox</c>: the gateway and a product in one process, needing nothing else.</summary>
internal static class SandboxCommand
{
    private const int DefaultPort = 5000;

    public static Command Create(ScimCommandLine line)
    {
        var product = new Argument<string>("product")
        {
            Description = $"Which product: {string.Join(", ", AdapterCatalog.Names)}, or the adapter of a folder in Scim:AdapterPath.",
            DefaultValueFactory = _ => AdapterCatalog.Names[0],
        };
        product.Validators.Add(result =>
        {
            var available = AvailableAdapters.Find(Gateway.ReadConfiguration(line.Settings));
            if (result.GetValueOrDefault<string>() is { } name && available.Faults.IsEmpty && available.Named(name) is null)
            {
                result.AddError($"There is no sandbox '{name}': expected {string.Join(" or ", available.Names)}.");
            }
        });
        var port = new Option<int?>("--port") { Description = "The port on this machine; 0 takes a free one. [default: 5000, or a free one for a replay that ends]" };
        var data = new Option<string?>("--data") { Description = "A folder for the store, and so for its audit log; otherwise both are thrown away at the end." };
        var play = new Option<bool>("--replay") { Description = "Plays a provisioning cycle of Microsoft Entra ID against it, then ends." };
        var stay = new Option<bool>("--stay") { Description = "With --replay: goes on running afterwards." };
        var sandbox = new Verb("sandbox", "Runs the gateway against a product's sandbox, in one process.", "scim sandbox jira --port 8080")
        {
            product, port, data, play, stay,
        };

        sandbox.SetAction(async (parsed, ct) =>
        {
            using var folder = SandboxFolder.At(parsed.GetValue(data));
            var running = Start(line, parsed.GetRequiredValue(product), folder);
            var (plays, stays) = (parsed.GetValue(play), parsed.GetValue(stay));
            if (plays && running.Sandbox.Product is null)
            {
                throw new CommandFailedException($"The sandbox of {running.Adapter} tells no calls, which a replay counts. Leave --replay out.");
            }

            var at = parsed.GetValue(port) ?? (plays && !stays ? 0 : DefaultPort);
            return await RunAsync(line, running, folder, at, plays, stays, Terminal.Of(parsed), ct);
        });
        return sandbox;
    }

    private static SandboxProduct Start(ScimCommandLine line, string name, SandboxFolder folder)
    {
        var available = AvailableAdapters.Find(Gateway.ReadConfiguration(line.Settings));
        if (!available.Faults.IsEmpty)
        {
            throw new InvalidConfigurationException(available.Faults);
        }

        return SandboxProduct.Start(available.Named(name)!, TimeProvider.System, folder.Path)
            ?? throw new CommandFailedException($"The adapter {name} brings no sandbox along.");
    }

    private static async Task<int> RunAsync(
        ScimCommandLine line, SandboxProduct product, SandboxFolder folder, int port, bool play, bool stay, Terminal terminal, CancellationToken ct)
    {
        await using var app = Gateway.Build([.. line.Settings, .. Settings(product, folder, port)], product.PlugInto);
        await app.Services.GetRequiredService<StoreMigrator>().MigrateAsync(ct);
        await app.StartAsync(ct);
        var url = app.Urls.First() + ScimPath.Base;
        var issued = await app.Services.GetRequiredService<TokenIssuer>().CreateAsync(
            "sandbox", TokenScope.Admin, TimeSpan.FromDays(30), null, Actor.Gateway, ct);
        if (stay || !play)
        {
            await AnnounceAsync(terminal, url, issued);
        }

        if (play)
        {
            var adapter = app.Services.GetRequiredService<IProductAdapter>();
            var target = new ReplayTarget(new(url), issued.Text.Reveal(), adapter, product.Sandbox.Product!);
            var asExpected = await ReplayRun.PlayAsync(target, terminal, ct);
            if (!stay)
            {
                await app.StopAsync(ct);
                if (folder.Stays)
                {
                    await terminal.LineAsync(AuditLine(folder));
                }

                return asExpected ? ScimCommandLine.Done : ScimCommandLine.Failed;
            }
        }

        await terminal.LineAsync(AuditLine(folder));
        await terminal.LineAsync("Ctrl+C ends it.");
        await app.WaitForShutdownAsync(ct);
        return ScimCommandLine.Done;
    }

    private static IEnumerable<string> Settings(SandboxProduct product, SandboxFolder folder, int port) => product.Sandbox.Settings
        .Append(new("Scim:Adapter", product.Adapter))
        .Append(new("Scim:Store:Provider", "sqlite"))
        .Append(new("Scim:Store:ConnectionString", ConnectionString(folder)))
        .Append(new("Scim:Urls", $"http://127.0.0.1:{port}"))
        .Append(new("Logging:LogLevel:Default", "Warning"))
        .Select(setting => $"--{setting.Key}={setting.Value}");

    private static string ConnectionString(SandboxFolder folder) => $"Data Source={Path.Combine(folder.Path, "scim.db")}";

    private static string AuditLine(SandboxFolder folder) => $"Audit:    scim audit --Scim:Store:ConnectionString=\"{ConnectionString(folder)}\"";

    private static async Task AnnounceAsync(Terminal terminal, string url, IssuedToken issued)
    {
        await terminal.LineAsync($"SCIM URL: {url}");
        await terminal.LineAsync($"Token:    {issued.Text.Reveal()}");
        await terminal.LineAsync($"Try:      curl -H \"Authorization: Bearer {issued.Text.Reveal()}\" {url}/Users");
    }
}
