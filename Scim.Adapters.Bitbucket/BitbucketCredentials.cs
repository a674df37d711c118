using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>
/// An account's HTTP access tokens, SSH and GPG keys. They are of no use without a seat, but come to life again with one; and Bitbucket
/// keeps those of a deleted account for seven days, for whoever is made under its name.
/// </summary>
internal sealed class BitbucketCredentials(ProductHttp http)
{
    public async Task RevokeAsync(BitbucketUser user, CancellationToken ct)
    {
        await RevokeTokensAsync(user, ct);

        // The documentation names the parameter "user", the specification "userName" as well. An unknown one would mean the gateway's own keys.
        var name = Escape(user.Name!);
        await http.SendAsync(ProductRequest.Delete($"rest/ssh/latest/keys?userName={name}&user={name}"), ct);
        await http.SendAsync(ProductRequest.Delete($"rest/gpg/latest/keys?user={name}"), ct);
    }

    private async Task RevokeTokensAsync(BitbucketUser user, CancellationToken ct)
    {
        var path = $"rest/access-tokens/latest/users/{Escape(user.Slug ?? user.Name!)}";
        var isOpen = false;
        foreach (var token in await TokensAsync(path, ct))
        {
            var request = ProductRequest.Delete($"{path}/{Escape(token)}");
            var answer = await http.ExchangeAsync(request, ct);

            // A token that is gone is a 404 without Bitbucket's own shape, which a proxy might have made as well.
            isOpen |= answer.Status == HttpStatusCode.NotFound;
            if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
            {
                throw new ProductException(http.Fault(request, answer));
            }
        }

        if (isOpen && await TokensAsync(path, ct) is { Length: > 0 } left)
        {
            throw new ProductException(new ProductFault.Unavailable(
                $"Bitbucket answers 404 to the revocation of tokens of '{user.Name}', but still shows {left.Length} of them."));
        }
    }

    private async Task<string[]> TokensAsync(string path, CancellationToken ct) =>
        await BitbucketPages.AllAsync(http, path, BitbucketPages.Few, BitbucketJson.Default.TokenPage, t => t.Id ?? "", ct)
            .Where(t => !string.IsNullOrEmpty(t.Id)).Select(t => t.Id!).ToArrayAsync(ct);
}
