using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Api.Composition;
using Scim.Api.Storage;

namespace Scim.Benchmarks.Load;

/// <summary>The gateway of a load run, in this process, on a real socket, with a SQLite file of its own.</summary>
internal sealed class LoadGateway : IAsyncDisposable
{
    private const string Token = "a-bootstrap-token-for-the-load-driver-only";

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private LoadGateway(WebApplication app)
    {
        _app = app;
        _client = new(new SocketsHttpHandler()) { BaseAddress = new(new Uri(app.Urls.First()), "/scim/v2/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public static async Task<LoadGateway> StartAsync(LoadProduct product, DirectoryInfo folder, params string[] settings)
    {
        var app = Gateway.Build(
            [
                "--Scim:Adapter=jira",
                $"--Scim:Jira:BaseUrl={product.BaseUrl}",
                $"--Scim:Jira:Token={product.Token}",
                "--Scim:Product:Concurrency=16",
                "--Scim:Product:ConfirmNames=1d",
                $"--Scim:Store:ConnectionString=Data Source={Path.Combine(folder.FullName, $"{Guid.NewGuid():n}.db")}",
                $"--Scim:Auth:BootstrapToken={Token}",
                "--Scim:Urls=http://127.0.0.1:0",
                .. settings,
            ],
            services => services.AddLogging(logging => logging.ClearProviders()));
        await app.Services.GetRequiredService<StoreMigrator>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        return new(app);
    }

    public async Task<bool> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var answer = await ExchangeAsync(method, path, body);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Sends a creation and answers the new resource's id.</summary>
    public async Task<string> CreateAsync(string resources, string body)
    {
        using var answer = await ExchangeAsync(HttpMethod.Post, resources, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString()!
            : throw new InvalidOperationException($"{resources}: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }

        return await _client.SendAsync(request);
    }
}
