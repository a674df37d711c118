using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Support;

/// <summary>A product's sandbox behind real sockets: Kestrel in front of its handler, so that another process can call it.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    // They belong to one connection (RFC 9110 §7.6.1), or are Kestrel's to write.
    private static readonly string[] OfTheConnection = ["Connection", "Keep-Alive", "Transfer-Encoding", "Host"];

    private readonly WebApplication _server;
    private readonly HttpMessageInvoker _sandbox;
    private readonly Uri _inside;

    private SandboxServer(ProductSandbox sandbox, string url, X509Certificate2? certificate)
    {
        _inside = sandbox.BaseUrl;
        _sandbox = new(sandbox, disposeHandler: false);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _server = builder.Build();
        _server.Urls.Add(url);
        _server.Run(ForwardAsync);
    }

    /// <summary>Hears of every call at each of its moments, and may end whoever made it.</summary>
    public Func<CallMoment, Task>? Watch { get; set; }

    /// <summary>The address that the adapter is given, with the product's context path.</summary>
    public Uri BaseUrl => new(_server.Urls.First() + _inside.AbsolutePath);

    /// <param name="url">Where it listens.</param>
    /// <param name="certificate">Its own, for an https address.</param>
    public static async Task<SandboxServer> StartAsync(ProductSandbox sandbox, string url = "http://127.0.0.1:0", X509Certificate2? certificate = null)
    {
        var server = new SandboxServer(sandbox, url, certificate);
        await server._server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        await _server.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new(http.Request.Method), new Uri(_inside.GetLeftPart(UriPartial.Authority) + http.Request.GetEncodedPathAndQuery()));
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(http.Request.Body);
        }

        foreach (var (name, values) in http.Request.Headers.Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        try
        {
            await HearAsync(CallMoment.Received);
            http.RequestAborted.ThrowIfCancellationRequested();
            using var answer = await _sandbox.SendAsync(request, http.RequestAborted);
            var body = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
            await HearAsync(CallMoment.Applied);
            http.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(h => !OfTheConnection.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
            {
                http.Response.Headers[name] = values.ToArray();
            }

            if (answer.StatusCode != HttpStatusCode.NoContent)
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }

            await http.Response.CompleteAsync();
            await HearAsync(CallMoment.Answered);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The dial's resets: what the other side sees is a connection that breaks off.
            http.Abort();
        }
    }

    private Task HearAsync(CallMoment moment) => Watch?.Invoke(moment) ?? Task.CompletedTask;
}
