using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>
/// Every call of <c>/scim</c> leaves exactly one audit entry, and a bulk request one more for each of its operations: a change wrote it in its
/// own transaction, everything else is written here when the answer stands.
/// </summary>
internal sealed class RequestAudit(RequestDelegate next, IAuditLog log, FailedCalls failed, TimeProvider time)
{
    private const int LongestUserAgent = 200;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!ScimPath.IsScim(http))
        {
            await next(http);
            return;
        }

        var trail = new AuditTrail(RequestId.Of(http.Request, time), ActorOf(http), AuditAction.RequestRefused, time)
        {
            Request = RequestLine.Of(http.Request),
        };
        trail.Listen();
        http.Features.Set(trail);
        http.Response.Headers[RequestId.Header] = trail.RequestId;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads the answer any more; the log's reader knows nginx' number for that.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            throw;
        }
        finally
        {
            Leave(http, trail);
        }
    }

    /// <summary>Names what the request is, as soon as routing knows.</summary>
    public static Task NameAction(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<AuditTrail>() is { } trail && http.GetEndpoint()?.Metadata.GetMetadata<AuditedAs>() is { } named)
        {
            trail.Action = named.Action;
        }

        return next(http);
    }

    private void Leave(HttpContext http, AuditTrail trail)
    {
        if (trail.IsWritten)
        {
            return;
        }

        if (string.Equals(trail.Action, AuditAction.AuthFailed, StringComparison.Ordinal))
        {
            if (!failed.MayWrite(out var unwritten))
            {
                return;
            }

            if (unwritten > 0)
            {
                trail.Note($"{unwritten} more calls with a missing or wrong token came before this one and have no entry of their own.");
            }
        }

        var error = http.Features.Get<ScimError>();
        log.Enqueue(trail.Close(error?.Status ?? http.Response.StatusCode, error?.ScimType, error?.Detail));
    }

    private static Actor ActorOf(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        var address = http.Connection.RemoteIpAddress;
        return new(
            null,
            null,
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString(),
            agent.Length == 0 ? null : agent[..Math.Min(agent.Length, LongestUserAgent)]);
    }
}
