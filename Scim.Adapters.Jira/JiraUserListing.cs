using System.Net;
using System.Runtime.CompilerServices;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;
using static Scim.Core.Adapters.Http.ProductRequest;

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
        var first = await PageAsync(cursor: null, ct);
        var all = first is null
            ? ProductPages.CountedAsync(SearchAsync, user => user.Key.Value, ct)
            : ProductPages.AllAsync(
                "",
                async (cursor, token) => Rows(cursor.Length == 0 ? first : await PageAsync(cursor, token) ?? throw new ProductException(
                    new ProductFault.Unavailable("Jira stopped listing its accounts half-way."))),
                user => user.Key.Value,
                ct);
        await foreach (var user in all.WithCancellation(ct))
        {
            yield return user;
        }
    }

    private static ProductPage<ProductUser> Rows(JiraUserPage page) => new(
        [.. (page.Values ?? []).Where(u => u.Deleted != true).Select(Read)],
        page.IsLast == true || string.IsNullOrEmpty(page.NextCursor) ? null : page.NextCursor);

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

    private async Task<(IReadOnlyList<ProductUser> Rows, bool IsLast)> SearchAsync(int start, CancellationToken ct)
    {
        var asked = Math.Min(options.PageSize, SearchPage);
        var path = $"{Root}/user/search?username=.&includeInactive=true&startAt={start}&maxResults={asked}";
        var users = await http.GetAsync(ProductRequest.List(path), JiraJson.Default.JiraUserArray, ct);
        var count = start + users.Length;
        if (users.Length < asked && count is 100 or 1000)
        {
            await RefuseIfCutOffAsync(count, ct);
        }

        return ([.. users.Select(Read)], users.Length < asked);
    }

    /// <summary>A search that ends exactly where versions cut it off may have been cut off.</summary>
    private async Task RefuseIfCutOffAsync(int count, CancellationToken ct)
    {
        var info = await http.GetAsync(ProductRequest.Get($"{Root}/serverInfo"), JiraJson.Default.JiraServerInfo, ct);
        if (count == 1000 || info.VersionNumbers is not [< 10, ..])
        {
            throw new ProductException(new ProductFault.Unsupported(
                $"This Jira ({info.Version}) shows only its first {count} accounts, so they can't all be listed: "
                + "later updates of 10.3 and every 11 can (user/list). Accounts are still found by name, one by one."));
        }
    }
}
