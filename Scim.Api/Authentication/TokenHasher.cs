using System.Security.Cryptography;
using System.Text;
using Scim.Api.Storage;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>
/// Keyed hashes of token secrets. The secret has 160 random bits, so no slow hash is needed; the key, which the replicas share through the
/// store's settings, makes a hash from one store worthless in another.
/// </summary>
internal sealed class TokenHasher(ISettingStore settings)
{
    private readonly SharedKey _key = new(settings, "token.key");

    public async Task<string> HashAsync(TokenText token, CancellationToken ct) => Convert.ToBase64String(await ComputeAsync(token, ct));

    /// <summary>Compares in constant time.</summary>
    public async Task<bool> MatchesAsync(TokenText token, StoredToken stored, CancellationToken ct) =>
        CryptographicOperations.FixedTimeEquals(await ComputeAsync(token, ct), Convert.FromBase64String(stored.Hash));

    private async Task<byte[]> ComputeAsync(TokenText token, CancellationToken ct) =>
        HMACSHA256.HashData(await _key.ReadAsync(ct), Encoding.UTF8.GetBytes($"{token.Id}_{token.Secret}"));
}
