namespace Scim.Core.Protocol;

/// <summary>
/// From where a walk through a list goes on (RFC 9865). It needs nothing that the gateway would have to remember: what stands before or
/// behind a position is found again whatever came and went meanwhile, and what is younger than the walk is left out.
/// </summary>
/// <param name="Youngest">The youngest resource there was when the walk began.</param>
/// <param name="At">The last resource of the page before, or, backwards, the first of the page behind.</param>
/// <param name="Backward">Whether the page wanted stands before <paramref name="At"/>.</param>
public sealed record PagePlace(PagePosition Youngest, PagePosition At, bool Backward);
