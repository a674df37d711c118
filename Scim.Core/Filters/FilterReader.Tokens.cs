using System.Buffers;
using System.Globalization;
using System.Text;
using Scim.Core.Resources;

namespace Scim.Core.Filters;

// The words of the grammar: names, connectives, strings and numbers.
internal ref partial struct FilterReader
{
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:$");

    // RFC 8141 §2: pchar and "/", without the parentheses, which are the filter's own.
    private static readonly SearchValues<char> UrnCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:$~%!&'*+,;=@/");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    // What ends the plain part of a JSON string: the quote, an escape, a control character, a surrogate that needs a look.
    private static readonly SearchValues<char> NotPlain = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    // ATTRNAME = ALPHA *(nameChar), nameChar = "-" / "_" / DIGIT / ALPHA; and "$ref" (RFC 7643 §2.4)
    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length > 0
        && ((char.IsAsciiLetter(name[0]) && !name.ContainsAnyExcept(NameCharacters)) || name.Equals("$ref", StringComparison.OrdinalIgnoreCase));

    // "urn:" NID ":" NSS, or for the short ones of some clients "urn:" NID
    private static bool IsUrn(ReadOnlySpan<char> schema) =>
        schema.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) && schema.Length > 4 && schema[^1] != ':';

    private static CompareOperator? Operator(ReadOnlySpan<char> word) =>
        word.Length != 2
            ? null
            : ((char)(word[0] | 0x20), (char)(word[1] | 0x20)) switch
            {
                ('e', 'q') => CompareOperator.Eq,
                ('n', 'e') => CompareOperator.Ne,
                ('c', 'o') => CompareOperator.Co,
                ('s', 'w') => CompareOperator.Sw,
                ('e', 'w') => CompareOperator.Ew,
                ('g', 't') => CompareOperator.Gt,
                ('g', 'e') => CompareOperator.Ge,
                ('l', 't') => CompareOperator.Lt,
                ('l', 'e') => CompareOperator.Le,
                _ => null,
            };

    private ReadOnlySpan<char> TakeName()
    {
        var rest = _text[_position..];
        var characters = rest.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? UrnCharacters : PathCharacters;
        var length = rest.IndexOfAnyExcept(characters);
        var name = length < 0 ? rest : rest[..length];
        _position += name.Length;
        return name;
    }

    private ReadOnlySpan<char> TakeWord()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiLetter(_text[_position]))
        {
            _position++;
        }

        return _text[start.._position];
    }

    // SP ("and" / "or") SP
    private bool TakeConnective(ReadOnlySpan<char> word)
    {
        var rest = _text[_position..];
        if (rest.Length < word.Length + 2
            || rest[0] != ' '
            || rest[word.Length + 1] != ' '
            || !rest.Slice(1, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _position += word.Length + 2;
        return true;
    }

    // *1"not" before a parenthesis; anything else that begins with "not" is a name.
    private bool TakeNot()
    {
        var rest = _text[_position..];
        if (!rest.StartsWith("not", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var length = rest.Length > 3 && rest[3] == ' ' ? 4 : 3;
        if (rest.Length <= length || rest[length] != '(')
        {
            return false;
        }

        _position += length;
        return true;
    }

    // string: RFC 8259 §7. U+0000 and half surrogate pairs are no text (no store takes them).
    private string? Text()
    {
        var start = ++_position;
        var plain = _text[start..].IndexOfAny(NotPlain);
        if (plain >= 0 && _text[start + plain] == '"')
        {
            _position = start + plain + 1;
            return _text.Slice(start, plain).ToString();
        }

        var value = new StringBuilder();
        while (true)
        {
            var length = _text[_position..].IndexOfAny(NotPlain);
            if (length < 0)
            {
                _position = _text.Length;
                return Fail<string>("expected '\"'");
            }

            value.Append(_text.Slice(_position, length));
            _position += length;
            switch (_text[_position])
            {
                case '"':
                    _position++;
                    return value.ToString();
                case '\\' when Escape(value):
                    break;
                case '\\':
                    return null;
                case var high when char.IsHighSurrogate(high) && _position + 1 < _text.Length && char.IsLowSurrogate(_text[_position + 1]):
                    value.Append(_text.Slice(_position, 2));
                    _position += 2;
                    break;
                case var other:
                    return FailAt<string>(_position, $"expected text, found U+{(int)other:X4}{(char.IsSurrogate(other) ? ", half of a pair" : "")}");
            }
        }
    }

    // escape = "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG )
    private bool Escape(StringBuilder value)
    {
        var start = _position++;
        var plain = (AtEnd ? '\0' : _text[_position]) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (plain != '\0')
        {
            _position++;
            value.Append(plain);
            return true;
        }

        if (!TakeUnit(out var unit))
        {
            FailAt<string>(start, "expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX after '\\'");
            return false;
        }

        if (char.IsHighSurrogate(unit) && Take('\\') && TakeUnit(out var low) && char.IsLowSurrogate(low))
        {
            value.Append(unit).Append(low);
            return true;
        }

        if (unit == '\0' || char.IsSurrogate(unit))
        {
            FailAt<string>(start, $"expected text, found U+{(int)unit:X4}{(unit == '\0' ? "" : ", half of a pair")}");
            return false;
        }

        value.Append(unit);
        return true;
    }

    // "u" 4HEXDIG
    private bool TakeUnit(out char unit)
    {
        unit = '\0';
        if (!Next('u')
            || _position + 5 > _text.Length
            || !ushort.TryParse(_text.Slice(_position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        _position += 5;
        unit = (char)value;
        return true;
    }

    // number = [ "-" ] int [ frac ] [ exp ], RFC 8259 §6. What is whole is an integer, however it is spelled.
    private ScimValue? Number()
    {
        var start = _position;
        Take('-');
        if (!Take('0') && !TakeDigits())
        {
            return Fail<ScimValue>("expected a digit");
        }

        if (Take('.') && !TakeDigits())
        {
            return Fail<ScimValue>("expected a digit after the point");
        }

        if (Take('e') || Take('E'))
        {
            _ = Take('+') || Take('-');
            if (!TakeDigits())
            {
                return Fail<ScimValue>("expected a digit in the exponent");
            }
        }

        if (!decimal.TryParse(_text[start.._position], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return FailAt<ScimValue>(start, $"expected a number of at most 28 digits, found {_text[start.._position]}");
        }

        return number is >= long.MinValue and <= long.MaxValue && decimal.IsInteger(number)
            ? new ScimValue.Integer((long)number)
            : new ScimValue.Decimal(number);
    }

    private bool TakeDigits()
    {
        var start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        return _position > start;
    }

    private T? FailAt<T>(int position, string message)
        where T : class
    {
        Error ??= new(position, message);
        return null;
    }

    // Behind a term stands a connective or what closes the term; a connective without its right side is the likeliest slip.
    private T? FailAfterTerm<T>(string closing)
        where T : class
    {
        var start = _position;
        if (Take(' ') && TakeWord() is var word && (word.Equals("and", StringComparison.OrdinalIgnoreCase) || word.Equals("or", StringComparison.OrdinalIgnoreCase)))
        {
            return Fail<T>($"expected a space and a comparison after '{word}'");
        }

        _position = start;
        return Fail<T>($"expected 'and', 'or' or {closing}");
    }

    // What stands at the position, for a message: a word, a character, or the end.
    private readonly string Found()
    {
        var rest = _text[_position..].TrimStart(' ');
        if (rest.IsEmpty)
        {
            return "the end";
        }

        var length = rest.IndexOfAnyExcept(PathCharacters);
        var found = length switch
        {
            < 0 => rest,
            0 => rest[..(char.IsHighSurrogate(rest[0]) && rest.Length > 1 ? 2 : 1)],
            _ => rest[..length],
        };
        return found is ['"'] ? "a quoted text" : found.Length > 40 ? $"'{found[..40]}…'" : $"'{found}'";
    }
}
