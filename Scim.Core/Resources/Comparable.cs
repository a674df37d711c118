namespace Scim.Core.Resources;

/// <summary>
/// Values as text whose UTF-8 byte order is the attribute's order, the same in memory, SQLite and PostgreSQL: folded unless
/// <c>caseExact</c>, instants in UTC at fixed width, numbers padded.
/// </summary>
public static partial class Comparable
{
    /// <summary>A name (userName, displayName, a product's name) as it is compared: folded by invariant simple case mapping.</summary>
    public static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant();
}
