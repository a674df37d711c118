namespace Scim.Core.Storage;

/// <summary>An element of a group's <c>members</c> (RFC 7643 §4.2), or of a user's <c>groups</c> (§4.1.2) seen from the other side.</summary>
/// <param name="Id">SCIM id of the user, or of the group.</param>
/// <param name="Display">displayName, or userName where there is none.</param>
public sealed record Member(string Id, string? Display);
