using System.Net.Http.Headers;
using System.Text;
using Scim.Core.Options;

namespace Scim.Core.Adapters.Http;

/// <summary>Where the product is and who the gateway is there: a token (Bearer), or a name with a password (Basic), or nobody.</summary>
public sealed class ProductAccess
{
    private readonly Secret? _token;
    private readonly string? _userName;
    private readonly Secret? _password;

    private ProductAccess(Uri baseUrl, Secret? token, string? userName, Secret? password)
    {
        // A base address without its last slash would lose its context path ("/jira") when a relative path is put behind it.
        BaseUrl = baseUrl.AbsoluteUri.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/");
        _token = token;
        _userName = userName;
        _password = password;
    }

    /// <summary>The product's address with its context path and a slash at the end.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Access with a token.</summary>
    public static ProductAccess Bearer(Uri baseUrl, Secret token) => new(baseUrl, token, null, null);

    /// <summary>Access with a login name and a password, sent with the first request: the products don't always ask for them with a 401.</summary>
    public static ProductAccess Basic(Uri baseUrl, string userName, Secret password) => new(baseUrl, null, userName, password);

    internal AuthenticationHeaderValue Header() => _token is not null
        ? new("Bearer", _token.Reveal())
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_userName}:{_password?.Reveal()}")));
}
