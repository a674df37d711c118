using System.Diagnostics;

namespace Scim.Core.Adapters.Http;

/// <summary>One span for each attempt of a product call, within the trace of the client's request; never the query, in which names stand.</summary>
public static class ProductTracing
{
    /// <summary>The source's name, by which a host subscribes.</summary>
    public const string Name = "Scim.Product";

    private static readonly ActivitySource Source = new(Name);

    internal static Activity? Start(string product, string operation, Uri baseUrl, int attempt)
    {
        var span = Source.StartActivity($"{product} {operation}", ActivityKind.Client);
        span?.SetTag("server.address", baseUrl.Host);
        span?.SetTag("scim.product", product);
        span?.SetTag("scim.product.attempt", attempt);
        return span;
    }

    internal static void End(Activity? span, int? status)
    {
        if (status is null or >= 400)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }

        span?.SetTag("http.response.status_code", status);
    }
}
