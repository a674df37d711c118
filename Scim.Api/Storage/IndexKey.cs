using System.Security.Cryptography;
using System.Text;

namespace Scim.Api.Storage;

/// <summary>
/// Texts of any length as index keys of bounded length: PostgreSQL refuses index rows above some 2.7 kB, and 200 code points are at most
/// 800 bytes.
/// </summary>
internal static class IndexKey
{
    /// <summary>Code points of a text that an index holds.</summary>
    public const int Length = 200;

    /// <summary>
    /// The text itself, or what stands for a longer one: its beginning and its SHA-256. Two texts are the same where their keys are; a
    /// key of a long text is longer than any short text.
    /// </summary>
    public static string Of(string text)
    {
        var start = Start(text);
        return start.Length == text.Length
            ? text
            : $"{start}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    /// <summary>The first <see cref="Length"/> code points; the order of texts is never turned round by the cut.</summary>
    public static string Start(string text)
    {
        if (text.Length <= Length)
        {
            return text;
        }

        var units = 0;
        for (var points = 0; points < Length && units < text.Length; points++)
        {
            units += units + 1 < text.Length && char.IsSurrogatePair(text[units], text[units + 1]) ? 2 : 1;
        }

        return text[..units];
    }
}
