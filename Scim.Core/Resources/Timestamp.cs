using System.Globalization;

namespace Scim.Core.Resources;

/// <summary>
/// The dateTime of RFC 7643 §2.3.5: a date and a time of day, as xsd:dateTime writes them. Without a zone it is taken as UTC, never as the
/// zone of the machine.
/// </summary>
internal static class Timestamp
{
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return HasShape(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    // YYYY-MM-DDThh:mm:ss [ "." digits ] [ "Z" / sign hh:mm ]. What DateTimeOffset reads beyond this is no xsd:dateTime.
    private static bool HasShape(ReadOnlySpan<char> text)
    {
        const string Shape = "0000-00-00T00:00:00";
        if (!Fits(text, Shape))
        {
            return false;
        }

        var rest = text[Shape.Length..];
        if (rest is ['.', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? rest.Length - 1 : end;
            if (digits == 0)
            {
                return false;
            }

            rest = rest[(1 + digits)..];
        }

        return rest is [] or "Z" or "z" || (rest is ['+' or '-', ..] && rest.Length == 6 && Fits(rest[1..], "00:00"));
    }

    private static bool Fits(ReadOnlySpan<char> text, ReadOnlySpan<char> shape)
    {
        if (text.Length < shape.Length)
        {
            return false;
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != shape[i])
            {
                return false;
            }
        }

        return true;
    }
}
