using System.Net;
using System.Runtime.CompilerServices;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>
/// All accounts: by <c>user/list</c> where this Jira has it (11.0, late 10.3), else by the search for ".", which everybody's scripts use
/// and which finds everyone, but only the first 100 in Jira 10 and the first 1000 in some 8.x.
/// </summary>
internal sealed class JiraUserListing(ProductHttp http, JiraOptions options)
{
    /// <summary>The page that no version cuts short.</summary>
    private const int SearchPage = 100;

    public async IAsyncEnumerable<ProductUser> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = await PageAsync(cursor: null, ct);
        if (first is null)
        {
            await foreach (var user in SearchAsync(ct))
            {
                if (seen.Add(user.Key.Value))
                {
                    yield return user;
                }
            }

            yield break;
        }

        for (var page = first; ;)
        {
            foreach (var user in (page.Values ?? []).Where(u => u.Deleted != true).Select(Read))
            {
                if (seen.Add(user.Key.Value))
                {
                    yield return user;
                }
            }

            if (page.IsLast == true || string.IsNullOrEmpty(page.NextCursor) || page.Values is null or [])
            {
                yield break;
            }

            page = await PageAsync(page.NextCursor, ct) ?? throw new ProductException(
                new ProductFault.Unavailable("Jira stopped listing its accounts half-way."));
        }
    }

    private async Task<JiraUserPage?> PageAsync(string? cursor, CancellationToken ct)
    {
        var path = $"{Root}/user/list?maxResults={options.PageSize}{(cursor is null ? "" : $"&cursor={Escape(cursor)}")}";
        var request = ProductRequest.List(path);
        var answer = await http.ExchangeAsync(request, ct);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            return null;
        }

        return answer.IsSuccess
            ? answer.Read(JiraJson.Default.JiraUserPage) ?? throw new ProductException(new ProductFault.Unavailable("Jira's list of accounts can't be read."))
            : throw new ProductException(http.Fault(request, answer));
    }

    private async IAsyncEnumerable<ProductUser> SearchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var info = await http.GetAsync(ProductRequest.Get($"{Root}/serverInfo"), JiraJson.Default.JiraServerInfo, ct);
        var page = Math.Min(options.PageSize, SearchPage);
        var count = 0;
        for (var length = page; length == page; count += length)
        {
            var path = $"{Root}/user/search?username=.&includeInactive=true&startAt={count}&maxResults={page}";
            var users = await http.GetAsync(ProductRequest.List(path), JiraJson.Default.JiraUserArray, ct);
            length = users.Length;
            foreach (var user in users)
            {
                yield return Read(user);
            }
        }

        // A search that ends exactly where versions cut it off may have been cut off.
        if (count == 1000 || (count == 100 && !(info.VersionNumbers is [< 10, ..])))
        {
            throw new ProductException(new ProductFault.Unsupported(
                $"This Jira ({info.Version}) shows only its first {count} accounts, so they can't all be listed: "
                + "later updates of 10.3 and every 11 can (user/list). Accounts are still found by name, one by one."));
        }
    }
}
