using Scim.Core.Auditing;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>
/// Lets in as many requests as the gateway bears (<c>Scim:Limits:Requests</c>). When the product is slower than the client, the others are
/// told at once to come back, instead of piling up in memory, in the journal and before the product.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, ScimLimits limits)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private int _inside;

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<AuditTrail>() is null)
        {
            await next(http);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _inside) > limits.Requests)
            {
                throw new ScimException(ScimError.Throttled(
                    $"{limits.Requests} requests are under way, as many as Scim:Limits:Requests allows: nothing was done, expected a later try.", Soon));
            }

            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
