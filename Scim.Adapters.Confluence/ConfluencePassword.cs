using System.Security.Cryptography;

namespace Scim.Adapters.Confluence;

/// <summary>
/// A password that nobody knows: Confluence makes no account without one, unless it writes to the person. People log in by single sign-on.
/// </summary>
internal static class ConfluencePassword
{
    private const string Characters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!";

    /// <summary>Of every kind that password policies ask for, besides what chance gives.</summary>
    private const string OfEveryKind = "aA1!";

    public static string Make() => RandomNumberGenerator.GetString(Characters, 40) + OfEveryKind;
}
