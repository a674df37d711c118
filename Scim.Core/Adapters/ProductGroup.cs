namespace Scim.Core.Adapters;

/// <summary>A group as the product shows it.</summary>
/// <param name="Key">Its lasting identity; where the product has none, its name folded as the product compares.</param>
/// <param name="Name">Its name, in the product's own case.</param>
public sealed record ProductGroup(ProductKey Key, string Name);
