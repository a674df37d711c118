namespace Scim.Core.Adapters;

/// <summary>What becomes different of an account; null is "as it is".</summary>
/// <param name="Name">Needs <see cref="ProductCapabilities.RenameUser"/>.</param>
/// <param name="DisplayName">Needs <see cref="ProductCapabilities.UpdateUser"/>.</param>
/// <param name="Email">Needs <see cref="ProductCapabilities.UpdateUser"/>.</param>
/// <param name="Active">Needs <see cref="ProductCapabilities.DeactivateUser"/>.</param>
public sealed record ProductUserChange(string? Name = null, string? DisplayName = null, string? Email = null, bool? Active = null)
{
    public bool IsNone => this is { Name: null, DisplayName: null, Email: null, Active: null };
}
