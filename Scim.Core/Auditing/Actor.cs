namespace Scim.Core.Auditing;

/// <summary>Who calls.</summary>
/// <param name="Token">Name of the bearer token, or null before authentication.</param>
/// <param name="Subject">Subject of an identity provider's own token, where one came.</param>
/// <param name="Ip">The client's address as far as the proxies are trusted.</param>
/// <param name="UserAgent">As sent, cut to 200 characters; Entra may send none.</param>
public sealed record Actor(string? Token, string? Subject, string? Ip, string? UserAgent)
{
    /// <summary>The gateway itself: recovery, start.</summary>
    public static readonly Actor Gateway = new("(gateway)", null, null, null);
}
