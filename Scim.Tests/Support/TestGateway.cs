using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Adapters.Jira.Sandbox;
using Scim.Api.Authentication;
using Scim.Api.Composition;
using Scim.Api.Storage;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Tests.Support;

/// <summary>The gateway in the test's own process, on a real socket, with a store of its own and a product's sandbox beneath: Jira's, unless a test wants another.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string BootstrapToken = "a-bootstrap-token-of-the-tests-of-the-api";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly List<HttpClient> _clients = [];

    private TestGateway(WebApplication app, ProductSandbox product, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        Product = product;
    }

    /// <summary>Whatever product is beneath.</summary>
    public ProductSandbox Product { get; }

    /// <summary>Jira, in a test that is about Jira.</summary>
    public JiraSandbox Sandbox => (JiraSandbox)Product;

    /// <summary>Where SQLite's files are.</summary>
    public string Folder => _folder.FullName;

    public Uri Address => new(_app.Urls.First());

    /// <summary>The operators' address, where the settings give one.</summary>
    public Uri Management => new(_app.Urls.Last());

    /// <summary>With the bootstrap token.</summary>
    public HttpClient Client => field ??= CreateClient(BootstrapToken);

    public static Task<TestGateway> StartAsync(params IEnumerable<string> settings) => StartAsync(settings, product: null);

    /// <param name="product">Which Jira is beneath.</param>
    /// <param name="time">The clock of the gateway and of Jira.</param>
    /// <param name="adjust">Services otherwise than in the gateway as it ships: a patience, a store that breaks.</param>
    public static async Task<TestGateway> StartAsync(
        IEnumerable<string> settings, JiraSandboxOptions? product, TimeProvider? time = null, Action<IServiceCollection>? adjust = null)
    {
        var options = product ?? new();
        return await StartAsync(
            new JiraSandbox(options, time ?? TimeProvider.System),
            "jira",
            [$"--Scim:Jira:BaseUrl={options.BaseUrl.AbsoluteUri}", $"--Scim:Jira:Token={options.Token}", .. settings],
            time,
            adjust);
    }

    /// <summary>Above any product.</summary>
    public static Task<TestGateway> StartAsync(TestProduct product, IEnumerable<string> settings)
    {
        var started = product.Start();
        return StartAsync(
            started.Product!, product.Name, [.. product.Settings(started).Select(s => $"--{s.Key}={s.Value}"), .. settings], time: null, adjust: null);
    }

    private static async Task<TestGateway> StartAsync(
        ProductSandbox sandbox, string adapter, IEnumerable<string> settings, TimeProvider? time, Action<IServiceCollection>? adjust)
    {
        var folder = Directory.CreateTempSubdirectory("scim-test-");
        var app = Gateway.Build(
            [
                $"--Scim:Adapter={adapter}",
                $"--Scim:Store:ConnectionString=Data Source={Path.Combine(folder.FullName, "scim.db")}",
                $"--Scim:Auth:BootstrapToken={BootstrapToken}",
                "--Scim:Urls=http://127.0.0.1:0",
                .. settings,
            ],
            services =>
            {
                services.AddHttpClient(adapter).ConfigurePrimaryHttpMessageHandler(() => sandbox);
                if (time is not null)
                {
                    services.AddSingleton(time);
                }

                services.AddLogging(logging => logging.ClearProviders());
                adjust?.Invoke(services);
            });
        await app.Services.GetRequiredService<StoreMigrator>().MigrateAsync(default);
        await app.StartAsync();
        return new(app, sandbox, folder);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public HttpClient CreateClient(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(Address, "/scim/v2/") };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        _clients.Add(client);
        return client;
    }

    public Task<IssuedToken> IssueAsync(TokenScope scope, TimeSpan? lifetime = null) => Get<TokenIssuer>().CreateAsync(
        $"token of {TestId()}", scope, lifetime ?? TimeSpan.FromDays(1), null, Actor.Gateway, default);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }

        return await (client ?? Client).SendAsync(request);
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return await JsonOf(answer);
    }

    public async Task<string> CreateUserAsync(string name)
    {
        using var answer = await SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"{{name}}","displayName":"{{name}}"}""");
        answer.EnsureSuccessStatusCode();
        return (await JsonOf(answer)).GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    /// <summary>The audit entries of a request, by the id that its answer carries.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditOfAsync(HttpResponseMessage answer)
    {
        // The entry is made when the answer is out: the server's side may still be about to.
        var log = Get<IAuditLog>();
        var query = new AuditQuery(RequestId: answer.Headers.GetValues("X-Request-Id").Single());
        var entries = new List<AuditEntry>();
        for (var patience = TimeProvider.System.GetTimestamp(); entries.Count == 0 && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(10);)
        {
            await log.FlushAsync(default);
            await foreach (var entry in log.ListAsync(query, default))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static string TestId() => NUnit.Framework.TestContext.CurrentContext.Test.ID;
}
