using System.Net;
using System.Text.Json.Serialization.Metadata;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>The paths of Confluence's REST API that more than one part of the adapter asks, and what they answer in the adapter's terms.</summary>
internal sealed class ConfluenceRest(ProductHttp http, ConfluencePermissions permissions)
{
    public const string Root = "rest/api";

    /// <summary>Rows of a page: no list's cap is below it. Of more, the rows beyond the cap would be lost.</summary>
    private const int PageSize = 100;

    public ProductHttp Http => http;

    /// <summary>The account with this login name, compared without case; null where there is none. One call.</summary>
    public Task<ConfluenceUser?> UserByNameAsync(string name, CancellationToken ct) => UserAsync("username", name, ct);

    /// <summary>The account with this key; null where there is none. One call.</summary>
    public Task<ConfluenceUser?> UserByKeyAsync(ProductKey key, CancellationToken ct) => UserAsync("key", key.Value, ct);

    /// <summary>The account with its administration right told from its groups; null where it is gone meanwhile.</summary>
    public async Task<ProductUser?> WithAdministersAsync(ConfluenceUser user, CancellationToken ct)
    {
        var grants = await permissions.GrantsAsync(http, ct);
        var read = Read(user);
        try
        {
            var administers = grants.Administrators.Contains(read.Key.Value) || await IsInAsync(read.Key, grants.Administration, ct);
            return read with { Administers = administers };
        }
        catch (ProductException e) when (e.Fault is ProductFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>All rows of a long list, page after page.</summary>
    /// <param name="path">Its path, with <c>?</c> or <c>&amp;</c> at the end.</param>
    public IAsyncEnumerable<TRow> ListAsync<TRow>(string path, JsonTypeInfo<ConfluencePage<TRow>> type, Func<TRow, string> identity, CancellationToken ct) =>
        RowsAsync(path, ProductRequest.List, type, identity, ct);

    /// <summary>The account, its address and its administration right left open: Confluence shows neither here.</summary>
    /// <exception cref="ProductException">Unavailable: the answer lacks what every answer has.</exception>
    public static ProductUser Read(ConfluenceUser user) => user is { UserKey: { Length: > 0 } key, Username: { Length: > 0 } name }
        ? new(new(key), name, user.DisplayName ?? name, Email: null, user.Status != "deactivated")
        : throw new ProductException(new ProductFault.Unavailable("Confluence's answer shows an account without key or name."));

    /// <summary>Whether there is an account behind the answer, and not just a key that content still bears, or nobody.</summary>
    public static bool IsKnown(ConfluenceUser user) => user.Type is null or "known";

    /// <summary>A name as a segment of a path.</summary>
    /// <exception cref="ProductException">Invalid: the server in front of Confluence's REST API refuses such a path, however it is encoded.</exception>
    public static string Segment(string name) => name is "." or ".." || name.AsSpan().ContainsAny('/', '\\')
        ? throw new ProductException(new ProductFault.Invalid(
            $"Confluence can't be asked about '{name}' over REST: a name in a path holds no slash. Give it another name in Confluence.", "name"))
        : ProductRequest.Escape(name);

    /// <summary>
    /// The fault behind a 403 on a change. Confluence uses it both when the gateway's account may not do this at all and when just this object
    /// can't be changed (a read-only directory). Members of its super group may do everything, so for them it is the object.
    /// </summary>
    public async Task<ProductFault> RefusalAsync(ProductRequest request, ProductAnswer answer, CancellationToken ct)
    {
        if (answer.Status != HttpStatusCode.Forbidden || http.Fault(request, answer) is not ProductFault.Forbidden fault)
        {
            return http.Fault(request, answer);
        }

        var own = await http.GetAsync(ProductRequest.Get($"{Root}/user/current"), ConfluenceJson.Default.ConfluenceUser, ct);
        return IsKnown(own) && await IsInAsync(Read(own).Key, [ConfluencePermissions.Administrators], ct)
            ? new ProductFault.Invalid($"{http.Said(answer)} The gateway's account is in {ConfluencePermissions.Administrators} and may do everything, "
                + "so it is this account or group that can't be changed, most likely because of its directory.")
            : new ProductFault.Forbidden($"{fault.Message} Put it into {ConfluencePermissions.Administrators}: to make and delete groups and to delete accounts takes a system administrator.");
    }

    /// <summary>Whether the account is in one of the groups. One call for each hundred of its groups, until one is met.</summary>
    private async Task<bool> IsInAsync(ProductKey key, IReadOnlyCollection<string> groups, CancellationToken ct)
    {
        // A client waits for it, so it gets no more time than any other question about one account.
        var all = RowsAsync(
            $"{Root}/user/memberof?key={ProductRequest.Escape(key.Value)}&", ProductRequest.Get, ConfluenceJson.Default.GroupPage, group => group.Name ?? "", ct);
        return await all.AnyAsync(group => groups.Contains(group.Name ?? "", StringComparer.OrdinalIgnoreCase), ct);
    }

    private IAsyncEnumerable<TRow> RowsAsync<TRow>(
        string path, Func<string, ProductRequest> ask, JsonTypeInfo<ConfluencePage<TRow>> type, Func<TRow, string> identity, CancellationToken ct) =>
        ProductPages.CountedAsync(
            async (start, token) =>
            {
                var page = await http.GetAsync(ask($"{path}start={start}&limit={PageSize}"), type, token);
                return ((IReadOnlyList<TRow>)(page.Results ?? []), page.Links?.Next is null);
            },
            identity,
            ct);

    private async Task<ConfluenceUser?> UserAsync(string by, string value, CancellationToken ct)
    {
        var path = $"{Root}/user?{by}={ProductRequest.Escape(value)}&expand=status";
        return await http.FindAsync(path, ConfluenceJson.Default.ConfluenceUser, ct) is { } user && IsKnown(user) ? user : null;
    }
}
