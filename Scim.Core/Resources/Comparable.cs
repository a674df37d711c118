using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>
/// Values as text whose UTF-8 byte order is the attribute's order, the same in memory, SQLite and PostgreSQL: folded unless
/// <c>caseExact</c>, instants in UTC at fixed width, numbers padded.
/// </summary>
public static class Comparable
{
    internal const string True = "true";
    internal const string False = "false";

    /// <summary>Characters of the longest form that isn't text.</summary>
    internal const int LongestFixed = 64;

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>A name (userName, displayName, a product's name) as it is compared: folded by invariant simple case mapping.</summary>
    public static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant();

    /// <summary>Whether the attribute's text is compared as it is (RFC 7643 §2.3.6, §2.3.7: binary values and references always are).</summary>
    public static bool IsExact(AttributeDefinition attribute) =>
        attribute.CaseExact || attribute.Type is AttributeType.Reference or AttributeType.Binary;

    /// <summary>The form of a simple value.</summary>
    /// <exception cref="ArgumentException">The value is complex or a list.</exception>
    public static string Of(AttributeDefinition attribute, ScimValue value) => value switch
    {
        ScimValue.Text text => IsExact(attribute) ? text.Value : Fold(text.Value),
        ScimValue.Binary binary => binary.Base64,
        ScimValue.Boolean boolean => boolean.Value ? True : False,
        ScimValue.Complex or ScimValue.Many => throw new ArgumentException($"{attribute.Path}: only simple values are compared.", nameof(value)),
        _ => OfFixed(value),
    };

    /// <summary>The order of forms: that of their UTF-8 bytes, which is the order of code points.</summary>
    public static int Compare(string left, string right) => Compare(left.AsSpan(), right.AsSpan());

    /// <inheritdoc cref="Compare(string, string)"/>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var at = left.CommonPrefixLength(right);
        return at == left.Length || at == right.Length ? left.Length.CompareTo(right.Length) : Weight(left[at]).CompareTo(Weight(right[at]));
    }

    /// <summary>Folds into <paramref name="buffer"/>, which is at least as long; gives the same as <see cref="Fold(string)"/> without allocating.</summary>
    internal static void Fold(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (Ascii.ToLower(text, buffer, out _) != OperationStatus.Done)
        {
            var upper = ArrayPool<char>.Shared.Rent(text.Length);
            text.ToUpperInvariant(upper);
            upper.AsSpan(0, text.Length).ToLowerInvariant(buffer);
            ArrayPool<char>.Shared.Return(upper);
        }
    }

    /// <summary>Writes the form of an instant or a number.</summary>
    internal static int Write(ScimValue value, Span<char> buffer)
    {
        switch (value)
        {
            case ScimValue.Instant instant:
                instant.Value.UtcDateTime.TryFormat(buffer, out var written, InstantFormat, CultureInfo.InvariantCulture);
                return written;
            case ScimValue.Integer integer:
                return Write((decimal)integer.Value, buffer);
            case ScimValue.Decimal number:
                return Write(number.Value, buffer);
            default:
                throw new UnreachableException();
        }
    }

    private static string OfFixed(ScimValue value)
    {
        Span<char> buffer = stackalloc char[LongestFixed];
        return buffer[..Write(value, buffer)].ToString();
    }

    // A sign, 29 digits before the point (a decimal has no more), and those behind it that count. Digits of a negative number are
    // subtracted from 9, which turns their order round; its end is a character above the digits, as -1.5 comes before -1.
    private static int Write(decimal number, Span<char> buffer)
    {
        const int Whole = 29;
        const int Sign = 1;
        Span<char> digits = stackalloc char[LongestFixed];
        decimal.Abs(number).TryFormat(digits, out var length, "F28", CultureInfo.InvariantCulture);
        var text = digits[..length].TrimEnd('0').TrimEnd('.');
        var point = text.IndexOf('.') is var at && at < 0 ? text.Length : at;

        var negative = number < 0;
        buffer[0] = negative ? '0' : '1';
        buffer.Slice(Sign, Whole - point).Fill('0');
        text.CopyTo(buffer[(Sign + Whole - point)..]);
        var end = Sign + Whole - point + text.Length;
        if (negative)
        {
            foreach (ref var digit in buffer[Sign..end])
            {
                digit = digit == '.' ? '.' : (char)('9' - digit + '0');
            }

            buffer[end++] = '~';
        }

        return end;
    }

    // UTF-16 puts the surrogates, which are the code points from U+10000, below U+E000 to U+FFFF; UTF-8 puts them above.
    private static int Weight(char unit) => unit switch
    {
        < '\uD800' => unit,
        >= '\uE000' => unit - 0x800,
        _ => unit + 0x2000,
    };
}
