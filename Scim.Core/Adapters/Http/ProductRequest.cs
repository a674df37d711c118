using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Scim.Core.Options;

namespace Scim.Core.Adapters.Http;

/// <summary>One request to the product.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query behind the base address, without a slash in front, percent-encoded.</param>
/// <param name="Effect">Whether it may be sent again.</param>
public sealed record ProductRequest(HttpMethod Method, string Path, ProductEffect Effect)
{
    /// <summary>The body as JSON, or null.</summary>
    public ReadOnlyMemory<byte>? Body { get; private init; }

    /// <summary>
    /// More of the query, percent-encoded, that nobody is told: a password, where the product takes it there. Whoever tells of calls
    /// (<see cref="ProductCalls"/>, measurements, traces, errors) knows the path alone.
    /// </summary>
    public Secret? SecretQuery { get; init; }

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

    /// <summary>
    /// A change whose values all stand in its path. Its empty body is called JSON, which no form on a web page can send: the products'
    /// check against cross-site requests lets it pass.
    /// </summary>
    public static ProductRequest Send(HttpMethod method, string path, ProductEffect effect) => new(method, path, effect) { Body = ReadOnlyMemory<byte>.Empty };

    /// <summary>A request with a body.</summary>
    public static ProductRequest Send<T>(HttpMethod method, string path, ProductEffect effect, T body, JsonTypeInfo<T> type) =>
        new(method, path, effect) { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    /// <summary>What is sent in place of the path.</summary>
    internal string Target => SecretQuery is null ? Path : $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{SecretQuery.Reveal()}";

    /// <summary>Text as it stands in a path's segment or in a query's value.</summary>
    public static string Escape(string text) => Uri.EscapeDataString(text);
}
