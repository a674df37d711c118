namespace Scim.Core.Adapters;

/// <summary>
/// How an account loses and regains its access to a product that has no active flag (<see cref="ProductCapabilities.RemoveAccess"/>).
/// Every member can be repeated: what is gone or there already is success. The account is the one with the key of <c>user</c>, whatever it
/// is called by now: where calls go by name, the adapter looks first, since the wrong person must neither lose nor get anything.
/// </summary>
public interface IAccountAccess
{
    /// <summary>What lets the account in now; nothing where it has no access, or where there is no such account.</summary>
    Task<AccountAccess> ReadAsync(ProductUser user, CancellationToken ct);

    /// <summary>Takes the account out of these groups, and its direct permission away.</summary>
    /// <exception cref="ProductException">NotFound: the account is gone. Invalid where the product refuses, such as for a read-only directory.</exception>
    Task RemoveAsync(ProductUser user, AccountAccess access, CancellationToken ct);

    /// <summary>Gives back just this; a group that is gone meanwhile is passed over.</summary>
    /// <exception cref="ProductException">NotFound: the account is gone. LicenceExceeded.</exception>
    Task GiveBackAsync(ProductUser user, AccountAccess access, CancellationToken ct);

    /// <summary>Revokes the account's own tokens and keys, for good: it belongs to nobody any more.</summary>
    Task RevokeCredentialsAsync(ProductUser user, CancellationToken ct);
}
