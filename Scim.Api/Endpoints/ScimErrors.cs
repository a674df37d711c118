using Microsoft.Net.Http.Headers;
using Scim.Api.Answers;
using Scim.Core.Auditing;
using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>The one place where a failed request becomes an error answer.</summary>
internal sealed partial class ScimErrors(RequestDelegate next, ScimLimits limits, ILogger<ScimErrors> logger)
{
    private readonly Failures _failures = new(limits, logger);

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<AuditTrail>() is not { } trail)
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            await AnswerAsync(http, exception, trail);
            return;
        }

        // Routing answers 404 and 405 without a body.
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
        {
            await ScimErrorWriter.WriteAsync(http, Bodiless(http));
        }
    }

    private async Task AnswerAsync(HttpContext http, Exception exception, AuditTrail trail)
    {
        var error = _failures.Of(exception, http.Request.Method, http.GetEndpoint()?.DisplayName, trail.RequestId);
        if (http.Response.HasStarted)
        {
            // The status is out: an answer that breaks off is better than one that looks whole.
            LogBrokenOff(exception, trail.RequestId);
            http.Features.Set(error);
            http.Abort();
            return;
        }

        await ScimErrorWriter.WriteAsync(http, error);
    }

    private static ScimError Bodiless(HttpContext http)
    {
        var status = http.Response.StatusCode;
        return new(status, null, status switch
        {
            404 => $"There is nothing at {http.Request.Path}.",
            405 => $"{http.Request.Method} isn't possible at {http.Request.Path}: expected {http.Response.Headers[HeaderNames.Allow]}.",
            _ => "The request can't be answered as it is.",
        });
    }
}
