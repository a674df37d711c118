using System.Globalization;
using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>The paths of Bitbucket's REST API that more than one part of the adapter asks, and what they answer in the adapter's terms.</summary>
internal sealed class BitbucketRest(ProductHttp http, BitbucketOptions options)
{
    public const string Root = "rest/api/latest";
    public const string Admin = $"{Root}/admin";

    public ProductHttp Http => http;

    /// <summary>Accounts of people whose login name, display name or address contains the text; all of them for an empty one.</summary>
    public IAsyncEnumerable<BitbucketUser> UsersAsync(string text, int size, CancellationToken ct) => PeopleAsync(
        text.Length == 0 ? $"{Admin}/users" : $"{Admin}/users?filter={Escape(text)}", size, ct);

    /// <summary>A list of accounts, without those of services: they are nobody's, and in no directory.</summary>
    public IAsyncEnumerable<BitbucketUser> PeopleAsync(string path, int size, CancellationToken ct) =>
        BitbucketPages.AllAsync(http, path, size, BitbucketJson.Default.UserPage, Identity, ct).Where(u => u.Type is not "SERVICE");

    /// <summary>The account with this login name, compared as Bitbucket compares; null where there is none. One call, unless very many names contain this one.</summary>
    public ValueTask<BitbucketUser?> UserByNameAsync(string name, CancellationToken ct) =>
        UsersAsync(name, BitbucketPages.Few, ct).FirstOrDefaultAsync(u => string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase), ct);

    /// <summary>
    /// The account with this key. No call takes it, so it is looked for where it was last seen: under its login name, then by its address and
    /// its display name; if all three have changed, in the list of everybody.
    /// </summary>
    public async Task<BitbucketUser?> FindAsync(ProductUser lastSeen, CancellationToken ct)
    {
        var texts = new[] { lastSeen.Name, lastSeen.Email, lastSeen.DisplayName }
            .OfType<string>().Where(t => !string.IsNullOrWhiteSpace(t)).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            if (await UsersAsync(text, BitbucketPages.Few, ct).FirstOrDefaultAsync(IsIt, ct) is { } found)
            {
                return found;
            }
        }

        return await UsersAsync("", options.PageSize, ct).FirstOrDefaultAsync(IsIt, ct);

        bool IsIt(BitbucketUser user) => Identity(user) == lastSeen.Key.Value;
    }

    /// <summary>The group with this name, compared as Bitbucket compares; null where there is none.</summary>
    public ValueTask<BitbucketGroup?> GroupByNameAsync(string name, CancellationToken ct) =>
        GroupsAsync($"{Admin}/groups?filter={Escape(name)}", BitbucketPages.Few, ct)
            .FirstOrDefaultAsync(g => string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase), ct);

    /// <summary>The groups that the account is in.</summary>
    public IAsyncEnumerable<BitbucketGroup> GroupsOfAsync(string user, CancellationToken ct) =>
        GroupsAsync($"{Admin}/users/more-members?context={Escape(user)}", BitbucketPages.Few, ct);

    public IAsyncEnumerable<BitbucketGroup> GroupsAsync(string path, int size, CancellationToken ct) =>
        BitbucketPages.AllAsync(http, path, size, BitbucketJson.Default.GroupPage, g => g.Name ?? "", ct).Where(g => !string.IsNullOrEmpty(g.Name));

    /// <summary>The account, its administration right left open.</summary>
    /// <exception cref="ProductException">Unavailable: the answer lacks what every answer has.</exception>
    public static ProductUser Read(BitbucketUser user) => user is { Id: not null, Name: { Length: > 0 } name }
        ? new(new(Identity(user)), name, user.DisplayName ?? name, user.EmailAddress, user.Active ?? true)
        : throw new ProductException(new ProductFault.Unavailable("Bitbucket's answer shows an account without id or name."));

    public static string Identity(BitbucketUser? user) => user?.Id?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Sends a change; null once it is done, else the fault.</summary>
    /// <param name="grants">Whether the request lets somebody in, which takes a seat.</param>
    public async Task<ProductFault?> TryAsync(ProductRequest request, bool grants, CancellationToken ct)
    {
        var answer = await http.ExchangeAsync(request, ct);
        return answer.IsSuccess ? null : await RefusalAsync(request, answer, grants, ct);
    }

    /// <summary>
    /// The fault behind a refusal. "Not allowed" (401) can mean that the gateway's account doesn't administer any more, or that just this
    /// object ranks higher than it; 403 the latter, or that no seat is left. The licence, which only administrators may read, tells which.
    /// </summary>
    /// <param name="grants">Whether the request lets somebody in, which takes a seat.</param>
    public async Task<ProductFault> RefusalAsync(ProductRequest request, ProductAnswer answer, bool grants, CancellationToken ct)
    {
        var fault = http.Fault(request, answer);
        if (answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || (answer.Status == HttpStatusCode.Forbidden && fault is ProductFault.Forbidden))
        {
            return fault;
        }

        var look = await http.ExchangeAsync(BitbucketSeats.Request, ct);
        if (look.Status == HttpStatusCode.Unauthorized)
        {
            return http.Fault(BitbucketSeats.Request, look);
        }

        if (look.Read(BitbucketJson.Default.BitbucketLicence) is { } licence)
        {
            if (BitbucketSeats.IsExpired(licence, http.Time))
            {
                return new ProductFault.Forbidden("Bitbucket's licence has expired, so it refuses every change: renew it.");
            }

            if (grants && BitbucketSeats.IsFull(licence))
            {
                return new ProductFault.LicenceExceeded(BitbucketSeats.Sentence(licence));
            }
        }

        return new ProductFault.Invalid(
            $"{http.Said(answer)} The gateway's account is an administrator, so it is this account or group that can't be changed, "
            + "because it belongs to a system administrator or to a directory that Bitbucket doesn't write to.");
    }
}
