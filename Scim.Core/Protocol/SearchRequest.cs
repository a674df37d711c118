namespace Scim.Core.Protocol;

/// <summary>The parameters of a query, as they came (RFC 7644 §3.4.2 and §3.4.3); names and filter are not yet resolved.</summary>
/// <param name="Filter">The filter's text, or null.</param>
/// <param name="StartIndex">1-based; less than 1 counts as 1 (§3.4.2.4).</param>
/// <param name="Count">Wanted page size; null is the largest page, less than 0 counts as 0.</param>
/// <param name="SortBy">An attribute path, or null for the order of creation.</param>
/// <param name="Descending"><c>sortOrder=descending</c>.</param>
public sealed record SearchRequest(
    string? Filter = null,
    int StartIndex = 1,
    int? Count = null,
    string? SortBy = null,
    bool Descending = false);
