using System.Security.Cryptography;

namespace Scim.Core.Adapters.Http;

/// <summary>
/// A password that nobody knows, for products that make no account without one unless they write to the person. People log in by single
/// sign-on.
/// </summary>
public static class ThrowAwayPassword
{
    private const string Characters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.!";

    /// <summary>Of every kind that password policies ask for, besides what chance gives.</summary>
    private const string OfEveryKind = "aA1!";

    /// <summary>Another one each time.</summary>
    public static string Make() => RandomNumberGenerator.GetString(Characters, 40) + OfEveryKind;
}
