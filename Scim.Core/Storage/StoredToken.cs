namespace Scim.Core.Storage;

/// <summary>A bearer token without its secret.</summary>
/// <param name="Id">Public part of the token, by which it is found.</param>
/// <param name="Hash">Keyed hash of the secret part, base64; the secret itself is nowhere.</param>
/// <param name="Dialect">The client's dialect, or null for the one of the configuration.</param>
public sealed record StoredToken(
    string Id,
    string Name,
    TokenScope Scope,
    string Hash,
    string? Dialect,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    DateTimeOffset? Revoked);
