namespace Scim.Core.Filters;

/// <summary>Why a text is no filter or path: the position (0-based, in characters) and what was expected there.</summary>
public sealed record FilterError(int Position, string Message);
