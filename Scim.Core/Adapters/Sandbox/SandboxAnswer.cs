using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>An answer as the product gives it.</summary>
public sealed record SandboxAnswer(HttpStatusCode Status, string Body, string? ContentType)
{
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static SandboxAnswer Empty(HttpStatusCode status) => new(status, "", null);

    public static SandboxAnswer Json(HttpStatusCode status, JsonNode body) => new(status, body.ToJsonString(), "application/json");

    public static SandboxAnswer Page(HttpStatusCode status, string title) =>
        new(status, $"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>", "text/html");

    public SandboxAnswer With(string header, string value) => this with { Headers = Headers.Add(new(header, value)) };

    /// <summary>The answer as a message; the body only in its first half where it is cut off.</summary>
    internal HttpResponseMessage Message(HttpRequestMessage request, bool isCutOff, DateTimeOffset now)
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        var content = isCutOff ? (HttpContent)new StreamContent(new BrokenStream(bytes.AsMemory(0, bytes.Length / 2))) : new ByteArrayContent(bytes);
        if (ContentType is not null)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(ContentType, "UTF-8");
        }

        var message = new HttpResponseMessage(Status) { Content = content, RequestMessage = request };
        message.Headers.Date = now;
        foreach (var (name, value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
