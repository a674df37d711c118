using System.Net;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>A product behind its log-in and its rate limiter.</summary>
/// <param name="options">Which product it is.</param>
/// <param name="logIn">Who is let in.</param>
/// <param name="time">The product's clock.</param>
public abstract class GuardedSandbox(ProductSandboxOptions options, SandboxLogIn logIn, TimeProvider time) : ProductSandbox(options.BaseUrl, time)
{
    /// <summary>Whether the service account must solve a CAPTCHA before any password of its is taken.</summary>
    public bool IsCaptchaRequired
    {
        get => Locked(() => logIn.IsCaptchaRequired);
        set => Locked(() => logIn.IsCaptchaRequired = value);
    }

    /// <summary>The login name of who asks, or null for a visitor; under the lock.</summary>
    protected string? Caller => logIn.Caller;

    /// <summary>The rate limiter; visitors don't count.</summary>
    protected SandboxLimiter Limiter { get; } = new(options, time);

    protected override SandboxAnswer? Before(SandboxRequest request) =>
        logIn.Check(request) ?? (Caller is not null && Limiter.Take() is { } seconds ? Throttled(request, seconds) : null);

    /// <summary>Who asked, as the family's products say it, and what the limiter has left.</summary>
    protected override SandboxAnswer After(SandboxRequest request, SandboxAnswer answer)
    {
        var signed = answer.With("X-AREQUESTID", "1x1x1").With("X-AUSERNAME", Caller is null ? "anonymous" : Uri.EscapeDataString(Caller));
        return Caller is null || answer.Status == HttpStatusCode.TooManyRequests ? signed : Limiter.Sign(signed.With("X-Seraph-LoginReason", "OK"));
    }
}
