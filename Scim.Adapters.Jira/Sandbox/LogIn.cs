using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>
/// Who asks, and whether they are let in: tokens, passwords, the CAPTCHA after three failed log-ins, and the rate limiter. A bad token is
/// no error by itself: its bearer is an anonymous visitor.
/// </summary>
internal sealed class LogIn(JiraSandboxOptions options, JiraRelease release, TimeProvider time)
{
    private const int FailuresAllowed = 3;

    private int _failures;
    private double _tokens = options.RateLimit ?? 0;
    private DateTimeOffset _filled = time.GetUtcNow();

    /// <summary>The name of who asks, or null for a visitor.</summary>
    public string? Caller { get; private set; }

    public bool IsCaptchaRequired
    {
        get => _failures >= FailuresAllowed;
        set => _failures = value ? FailuresAllowed : 0;
    }

    public SandboxAnswer? Check(SandboxRequest request)
    {
        Caller = null;
        switch (request.Authorization?.Split(' ', 2))
        {
            case ["Basic", var credentials]:
                var isRight = credentials == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}"));
                if (IsCaptchaRequired)
                {
                    return SandboxAnswer.Page(HttpStatusCode.Forbidden, "Forbidden (403)")
                        .With("X-Authentication-Denied-Reason", $"CAPTCHA_CHALLENGE; login-url={options.BaseUrl.AbsoluteUri.TrimEnd('/')}/login.jsp")
                        .With("X-Seraph-LoginReason", "AUTHENTICATION_DENIED");
                }

                if (!isRight)
                {
                    _failures++;
                    return SandboxAnswer.Page(HttpStatusCode.Unauthorized, "Unauthorized (401)")
                        .With("WWW-Authenticate", "OAuth realm=\"https%3A%2F%2Fjira.sandbox.invalid\"")
                        .With("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
                }

                _failures = 0;
                Caller = options.Username;
                break;
            case ["Bearer", var token] when release.HasTokens && token == options.Token:
                Caller = options.Username;
                break;
            default:
                break;
        }

        return Caller is null ? null : Limit(request);
    }

    /// <summary>The headers that every answer carries.</summary>
    public SandboxAnswer Sign(SandboxAnswer answer)
    {
        var signed = answer.With("X-AREQUESTID", "1x1x1").With("X-ANODEID", "node1").With("X-AUSERNAME", Caller is null ? "anonymous" : Uri.EscapeDataString(Caller));
        if (Caller is null)
        {
            return signed;
        }

        signed = signed.With("X-Seraph-LoginReason", "OK");
        return options.RateLimit is null || answer.Status == HttpStatusCode.TooManyRequests ? signed : Limits(signed, 0);
    }

    /// <summary>429 as the limiter says it.</summary>
    public SandboxAnswer Throttled(SandboxRequest request, long seconds)
    {
        const string message = "Rate limit exceeded.";
        var answer = request.Accept.Contains("json", StringComparison.Ordinal)
            ? SandboxAnswer.Json(HttpStatusCode.TooManyRequests, new JsonObject { ["message"] = message })
            : new(HttpStatusCode.TooManyRequests, message, "text/plain");
        return Limits(answer, seconds);
    }

    private SandboxAnswer? Limit(SandboxRequest request)
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

        var seconds = most == 0 ? long.MaxValue : (long)Math.Max(1, Math.Ceiling((1 - _tokens) / Math.Max(1, options.RateLimitFill)));
        return Throttled(request, seconds);
    }

    private SandboxAnswer Limits(SandboxAnswer answer, long seconds) => answer
        .With("X-RateLimit-Limit", (options.RateLimit ?? 70).ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Remaining", ((int)_tokens).ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-FillRate", (options.RateLimit == 0 ? 0 : options.RateLimitFill).ToString(CultureInfo.InvariantCulture))
        .With("X-RateLimit-Interval-Seconds", "1")
        .With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
}
