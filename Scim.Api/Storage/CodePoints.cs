using System.Text;

namespace Scim.Api.Storage;

/// <summary>Texts as the engines see them: by code point, ordered as their UTF-8 bytes are.</summary>
internal static class CodePoints
{
    private const int Last = 0x10FFFF;

    public static int Count(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>The least text that is greater than every text which begins with <paramref name="prefix"/>, or null where there is none.</summary>
    public static string? Next(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0 && runes[^1].Value == Last)
        {
            runes.RemoveAt(runes.Count - 1);
        }

        if (runes.Count == 0)
        {
            return null;
        }

        var value = runes[^1].Value + 1;
        runes[^1] = new Rune(value == 0xD800 ? 0xE000 : value);
        return string.Concat(runes);
    }
}
