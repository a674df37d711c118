using System.Net;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>
/// The mobile app's profiles: the only place where Confluence shows an account's address. An optional plugin; once found missing it isn't
/// asked again.
/// </summary>
internal sealed class ConfluenceProfiles(ProductHttp http)
{
    public const string Root = "rest/mobile/1.0/profile";

    private volatile bool _isMissing;

    /// <summary>The account's address, or null where Confluence doesn't show it.</summary>
    public async Task<string?> EmailAsync(string name, CancellationToken ct)
    {
        if (_isMissing)
        {
            return null;
        }

        var answer = await http.ExchangeAsync(ProductRequest.Get($"{Root}/{ConfluenceRest.Segment(name)}"), ct);
        _isMissing = answer is { Status: HttpStatusCode.NotFound, IsHtml: true };
        return answer.IsSuccess ? Address(answer.Read(ConfluenceJson.Default.ConfluenceProfile)) : null;
    }

    /// <summary>An address may be left out or masked, as the site's setting wants.</summary>
    public static string? Address(ConfluenceProfile? profile) =>
        profile?.Email is { } email && email.Contains('@', StringComparison.Ordinal) ? email : null;
}
