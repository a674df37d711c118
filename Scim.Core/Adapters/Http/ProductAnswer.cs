using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scim.Core.Adapters.Http;

/// <summary>What the product answered, its body read once and whole as far as it came.</summary>
public sealed class ProductAnswer
{
    private readonly IReadOnlyDictionary<string, string> _headers;

    internal ProductAnswer(HttpStatusCode status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, DateTimeOffset? date)
    {
        Status = status;
        _headers = headers;
        Body = body;
        Date = date;
    }

    public HttpStatusCode Status { get; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The product's clock when it answered, where it says so.</summary>
    public DateTimeOffset? Date { get; }

    /// <summary>Whether the body is a page for people: a log-in form, a proxy's or container's error.</summary>
    public bool IsHtml =>
        (Header("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false) || FirstByte is (byte)'<';

    private byte? FirstByte
    {
        get
        {
            var text = Body.Span.TrimStart(" \t\r\n"u8);
            return text.IsEmpty ? null : text[0];
        }
    }

    /// <summary>The value of a header, or null.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The body as <typeparamref name="T"/>; null where it is empty, cut off, no JSON or JSON of another shape.</summary>
    public T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.IsEmpty ? null : JsonSerializer.Deserialize(Body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Text with a lone surrogate or bad UTF-8.
            return null;
        }
    }

    /// <summary>Whether the body is one whole JSON value.</summary>
    internal bool IsWholeJson()
    {
        var reader = new Utf8JsonReader(Body.Span);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
