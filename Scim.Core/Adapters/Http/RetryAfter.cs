using System.Globalization;

namespace Scim.Core.Adapters.Http;

/// <summary>The header Retry-After (RFC 9110 §10.2.3), and the value by which a product says "never".</summary>
internal static class RetryAfter
{
    /// <summary>A limiter that allows an account no requests at all says 9223372036854775807 seconds: whoever waits for that is not throttled but shut out.</summary>
    private const long Never = 30L * 24 * 60 * 60;

    public static TimeSpan? Read(ProductAnswer answer, TimeProvider time)
    {
        var text = answer.Header("Retry-After");
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, Never));
        }

        if (DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when))
        {
            var wait = when - time.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        return null;
    }

    public static bool IsNever(TimeSpan? wait) => wait >= TimeSpan.FromSeconds(Never);
}
