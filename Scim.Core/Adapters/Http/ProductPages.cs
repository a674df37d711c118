using System.Globalization;
using System.Runtime.CompilerServices;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// A list that comes in pages. None of the products' lists is a snapshot: rows move from page to page while others come and go, so each
/// row is told once, by its identity.
/// </summary>
public static class ProductPages
{
    /// <summary>
    /// All rows of a list whose pages begin at an index, which goes on by the rows that came: a page may be shorter than asked for, and
    /// the product's own link to the next one may count what was asked.
    /// </summary>
    /// <param name="read">The rows from there, and whether they are the last as far as the product tells; an empty page always is.</param>
    /// <param name="identity">What tells one row from another.</param>
    public static IAsyncEnumerable<TRow> CountedAsync<TRow>(
        Func<int, CancellationToken, Task<(IReadOnlyList<TRow> Rows, bool IsLast)>> read, Func<TRow, string> identity, CancellationToken ct) => AllAsync(
        "0",
        async (start, token) =>
        {
            var from = int.Parse(start, CultureInfo.InvariantCulture);
            var (rows, isLast) = await read(from, token);
            return new ProductPage<TRow>(rows, isLast || rows.Count == 0 ? null : (from + rows.Count).ToString(CultureInfo.InvariantCulture));
        },
        identity,
        ct);

    /// <summary>All rows, page after page.</summary>
    /// <param name="first">Where the first page begins.</param>
    /// <param name="read">One page from there.</param>
    /// <param name="identity">What tells one row from another.</param>
    public static async IAsyncEnumerable<TRow> AllAsync<TRow>(
        string first,
        Func<string, CancellationToken, Task<ProductPage<TRow>>> read,
        Func<TRow, string> identity,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (var start = first; ;)
        {
            var page = await read(start, ct);
            foreach (var row in page.Rows)
            {
                if (told.Add(identity(row)))
                {
                    yield return row;
                }
            }

            if (page.Next is null)
            {
                yield break;
            }

            start = page.Next;
        }
    }
}
