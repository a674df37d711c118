using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Scim.Core.Protocol;

namespace Scim.Core.Resources;

/// <summary>
/// Refuses text that PostgreSQL, XML or a product couldn't hold: bad UTF-8, U+0000 and lone surrogates, written out or as <c>\u</c> escapes.
/// Checked once for the whole body, so that no string read afterwards can fail.
/// </summary>
public static class JsonText
{
    /// <exception cref="ScimException">400 <c>invalidSyntax</c> with the position.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw Refused(FirstInvalid(json), "the bytes aren't valid UTF-8");
        }

        // A literal U+0000 is no JSON and ends in the reader; only its escape gets through there.
        if (json.IndexOf("\\u"u8) >= 0)
        {
            CheckEscapes(json);
        }
    }

    /// <summary>The answer to text that isn't JSON.</summary>
    public static ScimError Error(JsonException exception, long position) => ScimError.InvalidSyntax(
        exception.LineNumber is { } line && exception.BytePositionInLine is { } column
            ? $"The body isn't valid JSON (line {line + 1}, byte {column + 1})."
            : $"The body isn't valid JSON (byte {position + 1}).");

    private static void CheckEscapes(ReadOnlySpan<byte> json)
    {
        // Backslashes occur only in strings and always with the byte they escape, so going in pairs never loses step.
        var lead = -1;
        for (var i = 0; i < json.Length; i++)
        {
            var escape = json[i] == '\\' && TryUnit(json, i, out var unit) ? unit : (char?)null;
            if (escape is { } low && char.IsLowSurrogate(low))
            {
                lead = lead >= 0 ? -1 : throw Refused(i, "a surrogate stands alone");
            }
            else if (lead >= 0)
            {
                throw Refused(lead, "a surrogate stands alone");
            }
            else if (escape == '\0')
            {
                throw Refused(i, "U+0000 isn't allowed in text");
            }
            else if (escape is { } high && char.IsHighSurrogate(high))
            {
                lead = i;
            }

            i += escape is not null ? 5 : json[i] == '\\' ? 1 : 0;
        }
    }

    private static bool TryUnit(ReadOnlySpan<byte> json, int at, out char unit)
    {
        unit = default;
        if (at + 6 > json.Length || json[at + 1] != 'u' || !ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, null, out var code))
        {
            return false;
        }

        unit = (char)code;
        return true;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(json[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static ScimException Refused(int position, string why) =>
        new(ScimError.InvalidSyntax($"The body can't be read at byte {position + 1}: {why}."));
}
