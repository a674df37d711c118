using System.Text;

namespace Scim.Core.Adapters.Sandbox;

/// <summary>
/// Who asks, and whether they are let in: a token as Bearer, or name and password as Basic, which too many wrong ones lock. The answers are
/// the product's.
/// </summary>
public sealed class SandboxLogIn(ProductSandboxOptions options)
{
    private int _failures;

    /// <summary>Wrong passwords after which the product wants more than a password.</summary>
    public int FailuresAllowed { get; init; } = 3;

    /// <summary>Whether this version knows tokens.</summary>
    public bool TakesTokens { get; init; } = true;

    /// <summary>A token of another kind that is taken too, or null.</summary>
    public Func<string?> OtherToken { get; init; } = () => null;

    /// <summary>The answer to a wrong password.</summary>
    public required Func<SandboxAnswer> WrongPassword { get; init; }

    /// <summary>The answer to any password of a locked account.</summary>
    public required Func<SandboxAnswer> Locked { get; init; }

    /// <summary>The answer to a wrong token; null: its bearer is an anonymous visitor.</summary>
    public Func<SandboxAnswer?> WrongToken { get; init; } = () => null;

    /// <summary>The login name of who asks, or null for a visitor.</summary>
    public string? Caller { get; private set; }

    /// <summary>Whether the service account must solve a CAPTCHA before any password of its is taken.</summary>
    public bool IsCaptchaRequired
    {
        get => _failures >= FailuresAllowed;
        set => _failures = value ? FailuresAllowed : 0;
    }

    /// <summary>Reads the credentials; an answer here is the answer.</summary>
    public SandboxAnswer? Check(SandboxRequest request)
    {
        Caller = null;
        switch (request.Authorization?.Split(' ', 2))
        {
            case ["Basic", _] when IsCaptchaRequired:
                return Locked();
            case ["Basic", var credentials] when credentials != Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}")):
                _failures++;
                return WrongPassword();
            case ["Basic", _]:
                _failures = 0;
                Caller = options.Username;
                return null;
            case ["Bearer", var token] when TakesTokens && (token == options.Token || token == OtherToken()):
                Caller = options.Username;
                return null;
            case ["Bearer", _]:
                return WrongToken();
            default:
                return null;
        }
    }
}
