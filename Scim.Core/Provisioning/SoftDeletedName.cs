using System.Buffers;
using Scim.Core.Resources;

namespace Scim.Core.Provisioning;

/// <summary>
/// Entra frees the name of a soft-deleted user by putting the object's id, 32 hex digits, directly before it, and that name arrives as
/// <c>userName</c> with or after <c>active</c> false. Written through to the product it would corrupt the account.
/// Source: docs/entra-id.md, "Disable, restore, delete".
/// </summary>
internal static class SoftDeletedName
{
    private const int Digits = 32;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether <paramref name="userName"/> is <paramref name="realName"/> with an object id before it.</summary>
    public static bool IsOf(string userName, string realName) =>
        userName.Length == Digits + realName.Length
        && !userName.AsSpan(0, Digits).ContainsAnyExcept(Hex)
        && Comparable.Fold(userName[Digits..]) == Comparable.Fold(realName);
}
