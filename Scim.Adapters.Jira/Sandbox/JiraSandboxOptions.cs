namespace Scim.Adapters.Jira.Sandbox;

/// <summary>Which Jira the sandbox is.</summary>
public sealed class JiraSandboxOptions
{
    /// <summary>8.2 (no active flag) to 11.3; what changed in between changes here too.</summary>
    public Version Version { get; set; } = new(10, 3, 24);

    /// <summary>The language of Jira's texts: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The address, with its context path.</summary>
    public Uri BaseUrl { get; set; } = new("https://jira.sandbox.invalid/jira");

    /// <summary>The service account's token.</summary>
    public string Token { get; set; } = "sandbox-token";

    /// <summary>The service account, a system administrator.</summary>
    public string Username { get; set; } = "admin";

    /// <summary>The service account's password.</summary>
    public string Password { get; set; } = "sandbox-password";

    /// <summary>Seats of Jira Software; -1: no limit.</summary>
    public int Seats { get; set; } = -1;

    /// <summary>What the setting "User email visibility" does to addresses in answers.</summary>
    public JiraEmailVisibility EmailVisibility { get; set; } = JiraEmailVisibility.Public;

    /// <summary>Whether users live in a directory that Jira can't write to ("external user management").</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The status with which a read-only directory refuses: 403 by the documentation, 400 in some versions.</summary>
    public int ReadOnlyStatus { get; set; } = 403;

    /// <summary>Whether the answer to a creation holds only what is certain: self, key, name.</summary>
    public bool IsCreateAnswerBare { get; set; }

    /// <summary>Characters that login names can't hold; the exact set isn't documented.</summary>
    public string ForbiddenInNames { get; set; } = "<>&";

    /// <summary>Requests that the limiter lets through at once; null: no limiter; 0: none ever.</summary>
    public int? RateLimit { get; set; }

    /// <summary>Requests that come back to the limiter each second.</summary>
    public int RateLimitFill { get; set; } = 5;

    /// <summary>How long after a change the search shows it.</summary>
    public TimeSpan SearchLag { get; set; }

    /// <summary>How long after its creation an account is missing on the node that is asked.</summary>
    public TimeSpan ReplicationLag { get; set; }
}

/// <summary>The setting "User email visibility".</summary>
public enum JiraEmailVisibility
{
    Public,
    LoggedIn,
    Masked,
    Hidden,
}
