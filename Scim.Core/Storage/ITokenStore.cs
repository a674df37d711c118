namespace Scim.Core.Storage;

/// <summary>The bearer tokens.</summary>
public interface ITokenStore
{
    Task<StoredToken?> FindAsync(string id, CancellationToken ct);

    /// <summary>All of them, revoked and expired ones too, by name.</summary>
    Task<IReadOnlyList<StoredToken>> ListAsync(CancellationToken ct);

    Task InsertAsync(StoredToken token, CancellationToken ct);

    /// <summary>Writes scope, dialect, expiry and revocation.</summary>
    Task UpdateAsync(StoredToken token, CancellationToken ct);
}
