namespace Scim.Core.Adapters.Sandbox;

/// <summary>What the sandbox of every product can be told; each may be changed while it runs.</summary>
public abstract class ProductSandboxOptions(Uri baseUrl)
{
    /// <summary>The address, with its context path.</summary>
    public Uri BaseUrl { get; set; } = baseUrl;

    /// <summary>The language of the product's texts: <c>en</c> or <c>de</c>. Nobody may decide anything by them.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The service account's token.</summary>
    public string Token { get; set; } = "sandbox-token";

    /// <summary>The service account, a system administrator.</summary>
    public string Username { get; set; } = "admin";

    /// <summary>The service account's password.</summary>
    public string Password { get; set; } = "sandbox-password";

    /// <summary>Seats of the licence; -1: no limit.</summary>
    public int Seats { get; set; } = -1;

    /// <summary>Requests that the limiter lets through at once; null: no limiter; 0: none ever.</summary>
    public int? RateLimit { get; set; }

    /// <summary>Requests that come back to the limiter each second.</summary>
    public int RateLimitFill { get; set; } = 5;

    /// <summary>How long after its creation an account is missing on the node that is asked.</summary>
    public TimeSpan ReplicationLag { get; set; }

    /// <summary>The address with a path behind it, as it stands in links.</summary>
    public string Link(string path) => BaseUrl.AbsoluteUri.TrimEnd('/') + path;
}
