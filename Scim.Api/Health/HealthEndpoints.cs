using Microsoft.AspNetCore.Http.HttpResults;
using Scim.Api.Authentication;
using Scim.Api.Management;
using Scim.Core.Adapters;

namespace Scim.Api.Health;

/// <summary>
/// For load balancers and monitors. Without a token only the status is told, save at the operators' own address. A product that is down makes the gateway degraded and not
/// unready: another replica would find the same product, and clients get a better answer from us than from a load balancer.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", Live).Produces<HealthAnswer>();
        health.MapGet("/ready", Ready).Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<HealthAnswer> Live() => TypedResults.Json(new HealthAnswer("live"), HealthJson.Default.HealthAnswer);

    private static async Task<JsonHttpResult<HealthAnswer>> Ready(
        HttpContext http, ManagementAddress management, StoreHealth store, ProductHealth product, CancellationToken ct)
    {
        var mayKnow = TokenIdentity.Of(http.User) is not null || management.IsWayOf(http);
        if (await store.ProblemAsync(ct) is { } problem)
        {
            return Answer(new("unavailable") { Store = mayKnow ? problem : null }, StatusCodes.Status503ServiceUnavailable);
        }

        var report = await product.ReadAsync(ct);
        return Answer(new(report.IsHealthy ? "ready" : "degraded") { Product = mayKnow ? Shown(report) : null }, StatusCodes.Status200OK);
    }

    private static ProductAnswer Shown(ProbeReport report) => new(
        report.Product, [.. report.Findings.Select(f => new FindingAnswer(f.Check, f.Verdict switch
        {
            ProbeVerdict.Fine => "fine",
            ProbeVerdict.Warning => "warning",
            _ => "failed",
        }, f.Sentence))]);

    private static JsonHttpResult<HealthAnswer> Answer(HealthAnswer answer, int status) => TypedResults.Json(answer, HealthJson.Default.HealthAnswer, statusCode: status);
}
