using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Bitbucket;

/// <summary>Bitbucket's lists: one envelope for all of them, capped by the server, with the place of the next page told by it alone.</summary>
internal static class BitbucketPages
{
    /// <summary>Rows of a page where few are expected: names that contain one another.</summary>
    public const int Few = 100;

    /// <summary>All rows of a list.</summary>
    /// <param name="path">The list, with its own query.</param>
    /// <param name="size">Rows asked for in a page; the server may give fewer.</param>
    /// <param name="identity">What tells one row from another.</param>
    public static IAsyncEnumerable<T> AllAsync<T>(
        ProductHttp http, string path, int size, JsonTypeInfo<BitbucketPage<T>> type, Func<T, string> identity, CancellationToken ct) =>
        ProductPages.AllAsync(
            "0",
            async (start, token) =>
            {
                var target = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={size}{(start == "0" ? "" : $"&start={start}")}";
                var request = size > Few ? ProductRequest.List(target) : ProductRequest.Get(target);
                var page = await http.GetAsync(request, type, token);
                var next = page.IsLastPage == true ? null : page.NextPageStart;
                return next <= int.Parse(start, CultureInfo.InvariantCulture)
                    ? throw new ProductException(new ProductFault.Unavailable("Bitbucket's list doesn't go on: a page names itself as the next."))
                    : new ProductPage<T>(page.Values ?? [], next?.ToString(CultureInfo.InvariantCulture));
            },
            identity,
            ct);
}
