using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scim.Core.Adapters.Http;

/// <summary>One request to the product.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query behind the base address, without a slash in front, percent-encoded.</param>
/// <param name="Effect">Whether it may be sent again.</param>
public sealed record ProductRequest(HttpMethod Method, string Path, ProductEffect Effect)
{
    /// <summary>The body as JSON, or null.</summary>
    public ReadOnlyMemory<byte>? Body { get; private init; }

    /// <summary>A page of a long list: it gets <see cref="ProductHttp.ListTimeout"/>, and no limit for all attempts together.</summary>
    public bool IsList { get; init; }

    /// <summary>Without the gateway's credentials, so that a wrong password isn't counted as a failed log-in.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>A read.</summary>
    public static ProductRequest Get(string path) => new(HttpMethod.Get, path, ProductEffect.Read);

    /// <summary>A page of a list.</summary>
    public static ProductRequest List(string path) => Get(path) with { IsList = true };

    /// <summary>A change without a body, which may be repeated.</summary>
    public static ProductRequest Put(string path) => new(HttpMethod.Put, path, ProductEffect.Idempotent);

    /// <summary>A deletion.</summary>
    public static ProductRequest Delete(string path) => new(HttpMethod.Delete, path, ProductEffect.Idempotent);

    /// <summary>A request with a body.</summary>
    public static ProductRequest Send<T>(HttpMethod method, string path, ProductEffect effect, T body, JsonTypeInfo<T> type) =>
        new(method, path, effect) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>Text as it stands in a path's segment or in a query's value.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);
}
