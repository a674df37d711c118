namespace Scim.Core.Adapters;

/// <summary>An account to be made. It is made active, without a password anybody knows and without mail to the person.</summary>
/// <param name="Name">The login name, as the client sent it.</param>
/// <param name="DisplayName">Never empty.</param>
/// <param name="Email">Never null where the descriptor says <see cref="ProductDescriptor.EmailRequired"/>.</param>
public sealed record NewProductUser(string Name, string DisplayName, string? Email);
