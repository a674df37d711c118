using System.Security.Cryptography;
using System.Text;
using Scim.Api.Configuration;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>
/// Decides about bearer tokens. A stored one is looked up on every request, by its primary key and nothing else: what is revoked is
/// revoked at once, on every replica.
/// </summary>
internal sealed class TokenVerifier(ITokenStore tokens, TokenHasher hasher, AuthOptions options, TimeProvider time)
{
    public const string BootstrapName = "(bootstrap)";

    /// <summary>Whose token this is, or null where it is nobody's (any more).</summary>
    public async Task<TokenIdentity?> VerifyAsync(string text, CancellationToken ct)
    {
        if (options.BootstrapToken is { } bootstrap && Same(text, bootstrap.Reveal()))
        {
            return new(BootstrapName, TokenScope.Admin, null);
        }

        if (!TokenText.TryParse(text, out var token) || await tokens.FindAsync(token.Id, ct) is not { } stored)
        {
            return null;
        }

        return await hasher.MatchesAsync(token, stored, ct) && stored.Revoked is null && stored.Expires > time.GetUtcNow()
            ? new(stored.Name, stored.Scope, stored.Dialect)
            : null;
    }

    // Hashed first, so that the time tells nothing of the length either.
    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
