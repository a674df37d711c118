namespace Scim.Core.Adapters;

/// <summary>An account as the product shows it.</summary>
/// <param name="Key">Its lasting identity.</param>
/// <param name="Name">The login name, in the product's own case.</param>
/// <param name="DisplayName">The full name.</param>
/// <param name="Email">The address, or null where the product doesn't tell (hidden, masked, no such field): unknown, never "cleared".</param>
/// <param name="Active">Whether the account may log in.</param>
/// <param name="Administers">
/// Whether the account holds the product's administration right; null where this answer doesn't tell.
/// <see cref="IProductUsers.FindByNameAsync"/> always tells.
/// </param>
public sealed record ProductUser(ProductKey Key, string Name, string DisplayName, string? Email, bool Active, bool? Administers = null);
