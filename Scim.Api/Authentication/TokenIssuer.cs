using Scim.Core.Auditing;
using Scim.Core.Options;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>Makes, replaces and revokes stored tokens; each leaves an audit entry.</summary>
internal sealed class TokenIssuer(ITokenStore tokens, TokenHasher hasher, IStore store, TimeProvider time)
{
    /// <summary>Makes a token; the secret is told here and never again.</summary>
    public async Task<IssuedToken> CreateAsync(
        string name, TokenScope scope, TimeSpan lifetime, string? dialect, Actor by, CancellationToken ct)
    {
        var issued = await InsertAsync(name, scope, lifetime, dialect, ct);
        await AuditAsync(AuditAction.TokenCreate, issued.Token, by, ct);
        return issued;
    }

    /// <summary>
    /// Makes a token with the name, scope, dialect and lifetime of <paramref name="old"/>, which stays valid for
    /// <paramref name="overlap"/>: long enough to paste the new one wherever the old one is.
    /// </summary>
    public async Task<IssuedToken> RotateAsync(StoredToken old, TimeSpan overlap, Actor by, CancellationToken ct)
    {
        var issued = await InsertAsync(old.Name, old.Scope, old.Expires - old.Created, old.Dialect, ct);
        var end = time.GetUtcNow() + overlap;
        await tokens.UpdateAsync(old with { Expires = end < old.Expires ? end : old.Expires }, ct);
        await AuditAsync(AuditAction.TokenRotate, issued.Token, by, ct);
        return issued;
    }

    public async Task RevokeAsync(StoredToken token, Actor by, CancellationToken ct)
    {
        await tokens.UpdateAsync(token with { Revoked = token.Revoked ?? time.GetUtcNow() }, ct);
        await AuditAsync(AuditAction.TokenRevoke, token, by, ct);
    }

    private async Task<IssuedToken> InsertAsync(string name, TokenScope scope, TimeSpan lifetime, string? dialect, CancellationToken ct)
    {
        var text = TokenText.New();
        var now = time.GetUtcNow();
        var token = new StoredToken(text.Id, name, scope, await hasher.HashAsync(text, ct), dialect, now, now + lifetime, null);
        await tokens.InsertAsync(token, ct);
        return new(token, new Secret(text.Reveal()));
    }

    private async Task AuditAsync(string action, StoredToken token, Actor by, CancellationToken ct)
    {
        var trail = new AuditTrail(Guid.CreateVersion7(time.GetUtcNow()).ToString(), by, action, time);
        trail.Resource = new("Token", token.Id, token.Name, null);
        var entry = trail.Close(200);
        await store.WriteAsync(unit => unit.AppendAsync(entry), ct);
    }
}
