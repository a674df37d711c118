using System.Globalization;
using System.Net;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>The rate limiter of a Data Center product: a bucket of requests that fills up again.</summary>
public sealed class SandboxLimiter(ProductSandboxOptions options, TimeProvider time)
{
    private double _tokens = options.RateLimit ?? 0;
    private DateTimeOffset _filled = time.GetUtcNow();

    /// <summary>Whether it is switched on.</summary>
    public bool IsOn => options.RateLimit is not null;

    /// <summary>Counts a request; answers the seconds to wait if it came too early, else null. Whoever may do nothing at all waits for ever.</summary>
    public long? Take()
    {
        if (options.RateLimit is not { } most)
        {
            return null;
        }

        var now = time.GetUtcNow();
        _tokens = Math.Min(most, _tokens + ((now - _filled).TotalSeconds * options.RateLimitFill));
        _filled = now;
        if (_tokens >= 1)
        {
            _tokens--;
            return null;
        }

        return most == 0 ? long.MaxValue : (long)Math.Max(1, Math.Ceiling((1 - _tokens) / Math.Max(1, options.RateLimitFill)));
    }

    /// <summary>The headers of an answer while it is on: one that came through, or a 429.</summary>
    public SandboxAnswer Sign(SandboxAnswer answer, long seconds = 0)
    {
        if (answer.Status != HttpStatusCode.TooManyRequests && !IsOn)
        {
            return answer;
        }

        return answer
            .With("X-RateLimit-Limit", (options.RateLimit ?? 70).ToString(CultureInfo.InvariantCulture))
            .With("X-RateLimit-Remaining", ((int)_tokens).ToString(CultureInfo.InvariantCulture))
            .With("X-RateLimit-FillRate", (options.RateLimit == 0 ? 0 : options.RateLimitFill).ToString(CultureInfo.InvariantCulture))
            .With("X-RateLimit-Interval-Seconds", "1")
            .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
    }
}
