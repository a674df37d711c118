using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Scim.Benchmarks.Load;

/// <summary>
/// What the gateway is measured against: handlers that do only what can't be left out. A change makes one call to the product and one
/// durable insert; a look-up makes one Dapper query, or one call to the product. No SCIM, no audit, no journal, no token.
/// </summary>
internal sealed class BareService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _product;
    private readonly HttpClient _client;
    private readonly string _store;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SqliteConnection _writer;

    private BareService(LoadProduct product, DirectoryInfo folder)
    {
        _product = new(new SocketsHttpHandler()) { BaseAddress = new(product.BaseUrl.AbsoluteUri.TrimEnd('/') + "/") };
        _product.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", product.Token);
        _store = $"Data Source={Path.Combine(folder.FullName, $"{Guid.NewGuid():n}.db")}";
        _writer = new(_store);
        _writer.Open();
        _writer.Execute("pragma journal_mode = wal; pragma synchronous = full; create table change (id integer primary key, name text, body text)");
        _writer.Execute("create index change_name on change (name)");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/change", HandleAsync);
        _app.MapGet("/mirror/{name}", MirrorAsync);
        _app.MapGet("/live/{name}", LiveAsync);
        _client = new(new SocketsHttpHandler());
    }

    public static async Task<BareService> StartAsync(LoadProduct product, DirectoryInfo folder)
    {
        var service = new BareService(product, folder);
        await service._app.StartAsync();
        service._client.BaseAddress = new(service._app.Urls.First());
        return service;
    }

    /// <summary>Sends a change: the product call that is made for it stands in the body.</summary>
    public async Task<bool> ChangeAsync(string method, string path, string body)
    {
        var content = JsonSerializer.Serialize(new Change(method, path, body), JsonSerializerOptions.Web);
        using var answer = await _client.PostAsync(new Uri("/change", UriKind.Relative), new StringContent(content, Encoding.UTF8, "application/json"));
        return answer.IsSuccessStatusCode;
    }

    public async Task<bool> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Rows for the look-ups to find.</summary>
    public void Fill(IEnumerable<string> names)
    {
        using var transaction = _writer.BeginTransaction();
        _writer.Execute("insert into change (name, body) values (@name, @body)", names.Select(name => new { name, body = new string('x', 1000) }), transaction);
        transaction.Commit();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _product.Dispose();
        await _writer.DisposeAsync();
        _writing.Dispose();
    }

    private async Task<IResult> HandleAsync(Change change)
    {
        using var request = new HttpRequestMessage(new(change.Method), change.Path);
        if (change.Body.Length > 0)
        {
            request.Content = new StringContent(change.Body, Encoding.UTF8, "application/json");
        }

        using var answer = await _product.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        await _writing.WaitAsync();
        try
        {
            await _writer.ExecuteAsync("insert into change (name, body) values (@name, @body)", new { name = change.Path, body });
        }
        finally
        {
            _writing.Release();
        }

        return answer.IsSuccessStatusCode ? Results.Json(new { body }) : Results.StatusCode(502);
    }

    private async Task<IResult> MirrorAsync(string name)
    {
        await using var connection = new SqliteConnection(_store);
        var found = await connection.QueryFirstOrDefaultAsync<string>("select body from change where name = @name", new { name });
        return found is null ? Results.NotFound() : Results.Json(new { found });
    }

    private async Task<IResult> LiveAsync(string name)
    {
        using var answer = await _product.GetAsync(new Uri($"rest/api/2/user?username={Uri.EscapeDataString(name)}", UriKind.Relative));
        return answer.IsSuccessStatusCode ? Results.Text(await answer.Content.ReadAsStringAsync(), "application/json") : Results.StatusCode(502);
    }

    private sealed record Change(string Method, string Path, string Body);
}
