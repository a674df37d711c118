namespace Scim.Api.Endpoints;

/// <summary>The cursors of a page (RFC 9865 §2): null where there is no page on that side.</summary>
internal sealed record PageLinks(string? Next, string? Previous);
