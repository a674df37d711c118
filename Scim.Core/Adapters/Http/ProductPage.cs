namespace Scim.Core.Adapters.Http;

/// <summary>One page of a product's list.</summary>
/// <param name="Rows">What it holds.</param>
/// <param name="Next">Where the next page begins: an index or a cursor; null behind the last.</param>
public sealed record ProductPage<TRow>(IReadOnlyList<TRow> Rows, string? Next);
