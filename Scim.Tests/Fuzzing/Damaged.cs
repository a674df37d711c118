using CsCheck;
using Scim.Tests.Support;

namespace Scim.Tests.Fuzzing;

/// <summary>Texts that were right once: cut, doubled, mixed with others and strewn with the marks that grammars are made of.</summary>
internal static class Damaged
{
    private static readonly string[] Marks =
    [
        "", " ", "\0", "\"", "\\", "\\u", "\\ud800", "\uD800", "{", "}", "[", "]", "(", ")", ",", ":", ".", "$", "-", "0", "1e999", "9223372036854775808", "null", "true",
        "\"False\"", " and ", " or ", "not ", " eq ", " pr", "value", "type", "members", "emails", "urn:ietf:params:scim:schemas:core:2.0:User", "bulkId:", "İ", "ß", "😀", "\u2028",
    ];

    /// <summary>A text of <paramref name="corpus"/> with up to five injuries, now and then none.</summary>
    public static Gen<string> Of(params string[] corpus) =>
        Gen.Select(
            Gens.AnyOf(corpus),
            Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4000], Gen.Int[0, 40], Gens.AnyOf(Marks), Gens.AnyOf(corpus)).Array[0, 5],
            (text, injuries) => injuries.Aggregate(text, (so, injury) => Injure(so, injury.Item1, injury.Item2, injury.Item3, injury.Item4, injury.Item5)));

    private static string Injure(string text, int kind, int place, int length, string mark, string other)
    {
        var at = text.Length == 0 ? 0 : place % text.Length;
        var end = Math.Min(text.Length, at + length);
        return kind switch
        {
            0 => text[..at] + mark + text[at..],
            1 => text[..at] + mark + text[end..],
            2 => text[..at] + text[end..],
            3 => text[..end] + text[at..],
            4 => text[..at] + other[Math.Min(other.Length, place % (other.Length + 1))..],
            _ => text[..at] + (char)(text.Length == 0 ? '?' : text[at] ^ (1 << (length % 7))) + text[Math.Min(text.Length, at + 1)..],
        };
    }
}
