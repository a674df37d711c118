namespace Scim.Core.Protocol;

/// <summary>The parameters of a query, as they came (RFC 7644 §3.4.2 and §3.4.3); names and filter are not yet resolved.</summary>
/// <param name="Filter">The filter's text, or null.</param>
/// <param name="StartIndex">1-based; less than 1, or nothing, counts as 1 (§3.4.2.4).</param>
/// <param name="Count">Wanted page size; null is the largest page, less than 0 counts as 0.</param>
/// <param name="SortBy">An attribute path, or null for the order of creation.</param>
/// <param name="Descending"><c>sortOrder=descending</c>.</param>
public sealed record SearchRequest(
    string? Filter = null,
    int? StartIndex = null,
    int? Count = null,
    string? SortBy = null,
    bool Descending = false)
{
    /// <summary>The cursor as it came (RFC 9865 §2): null asks for paging by index, "" for the first page of a walk.</summary>
    public string? Cursor { get; init; }

    /// <summary>Where the walk goes on, once the cursor is read; null for its first page.</summary>
    public PagePlace? From { get; init; }

    /// <summary>Names of the attributes to answer, with commas between them, or null.</summary>
    public string? Attributes { get; init; }

    /// <summary>Names of the attributes to leave out, with commas between them, or null.</summary>
    public string? ExcludedAttributes { get; init; }

    /// <summary>What <c>sortOrder</c> says (§3.4.2.3).</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>.</exception>
    public static bool IsDescending(string? sortOrder) => sortOrder switch
    {
        null => false,
        var order when order.Equals("ascending", StringComparison.OrdinalIgnoreCase) => false,
        var order when order.Equals("descending", StringComparison.OrdinalIgnoreCase) => true,
        var order => throw new ScimException(ScimError.InvalidValue("sortOrder", $"'{order}'", "ascending or descending")),
    };
}
