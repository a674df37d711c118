using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Scim.Api.Answers;
using Scim.Core.Protocol;

namespace Scim.Api.Authentication;

/// <summary>How many requests in a second one token may make (<c>Scim:Limits:RequestsPerSecond</c>), so that a script gone wild doesn't crowd out the others.</summary>
internal static class RequestRate
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddScimRequestRate(this IServiceCollection services)
    {
        services.AddOptions<RateLimiterOptions>().Configure<ScimLimits>((options, limits) =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => PartitionOf(http, limits.RequestsPerSecond), StringComparer.Ordinal);
            options.OnRejected = async (rejected, _) => await ScimErrorWriter.WriteAsync(rejected.HttpContext, ScimError.Throttled(
                $"The token makes more than {limits.RequestsPerSecond} requests in a second, as many as Scim:Limits:RequestsPerSecond allows: nothing was done, expected a later try.",
                rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Second));
        });
        return services.AddRateLimiter(_ => { });
    }

    // Without a token hardly anything is answered but the refusal itself, which must stay cheaper than its limiter.
    private static RateLimitPartition<string> PartitionOf(HttpContext http, int most) =>
        most > 0 && http.Request.Path.StartsWithSegments("/scim", StringComparison.OrdinalIgnoreCase) && TokenIdentity.Of(http.User) is { } identity
            ? RateLimitPartition.GetTokenBucketLimiter(identity.Name, _ => new()
            {
                TokenLimit = most,
                TokensPerPeriod = most,
                ReplenishmentPeriod = Second,
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter("");
}
