namespace Scim.Core.Adapters;

/// <summary>The product's accounts. Besides what is named, each member may throw Forbidden, Throttled and Unavailable.</summary>
public interface IProductUsers
{
    /// <summary>
    /// The account as it is now, found by its key, or null. Never throws NotFound. The other members of <paramref name="lastSeen"/> are
    /// what the gateway last knew, for a product that has no call by key. One call where the product allows it.
    /// </summary>
    Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct);

    /// <summary>
    /// The account with this login name, compared as the product compares, or null; deactivated ones too. The answer always says whether
    /// the account <see cref="ProductUser.Administers"/>: it is asked for accounts seen for the first time.
    /// </summary>
    Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct);

    /// <summary>Makes an account, without looking first: one call, and a second that reads it where the answer to the first doesn't show it.</summary>
    /// <exception cref="ProductException">AlreadyExists, Invalid, LicenceExceeded, and Ambiguous: then look by name before sending again.</exception>
    Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct);

    /// <summary>
    /// Changes what is not null in <paramref name="change"/> and nothing else, in one call where the product allows it, and answers the
    /// account as it is then. <paramref name="user"/> is the account as last seen, for products whose call wants every field. A value
    /// that the product can't take without overwriting another that nobody knows is left as it is, and the answer shows it so.
    /// </summary>
    /// <exception cref="ProductException">NotFound; AlreadyExists for a taken name; Invalid; LicenceExceeded on activation.</exception>
    Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct);

    /// <summary>Deletes the account; one that is gone already is success. Needs <see cref="ProductCapabilities.DeleteUser"/>.</summary>
    /// <exception cref="ProductException">Invalid where the product refuses because the account is still used.</exception>
    Task DeleteAsync(ProductUser user, CancellationToken ct);

    /// <summary>Every account, deactivated ones too, in no order, none twice. Needs <see cref="ProductCapabilities.ListUsers"/>.</summary>
    IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct);
}
