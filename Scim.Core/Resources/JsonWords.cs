using System.Diagnostics;
using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>The words for what was expected and what was found.</summary>
internal static class JsonWords
{
    private const int LongestValue = 60;
    private const int LongestName = 200;

    public static string Expected(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.String => "a string",
        AttributeType.Boolean => "true or false",
        AttributeType.Decimal => "a number",
        AttributeType.Integer => "a whole number of at most 64 bits",
        AttributeType.DateTime => "a date and time such as 2026-01-31T12:00:00Z",
        AttributeType.Binary => "base64 text",
        AttributeType.Reference => "the text of a URI",
        _ => "an object",
    };

    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Found(value.GetString()!),
        JsonValueKind.Number => $"the number {Short(value.GetRawText())}",
        _ => value.GetRawText(),
    };

    /// <summary>The same for a filter's literal.</summary>
    public static string Found(ScimValue literal) => literal switch
    {
        ScimValue.Text text => Found(text.Value),
        ScimValue.Boolean boolean => boolean.Value ? "true" : "false",
        ScimValue.Integer integer => $"the number {integer.Value}",
        ScimValue.Decimal number => $"the number {number.Value}",
        _ => throw new UnreachableException(),
    };

    public static string Found(string text) => $"""the string "{Short(text)}" """.TrimEnd();

    public static string Short(string text) => Cut(text, LongestValue);

    /// <summary>An attribute's name, which may have a URN before it.</summary>
    public static string Name(string text) => Cut(text, LongestName);

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : $"{text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]}…";
}
