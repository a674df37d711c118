using System.Globalization;
using System.Text.Json;
using Scim.Core.Filters;
using Scim.Core.Resources;

namespace Scim.Tests.Vectors;

/// <summary>A filter in the vectors' own form, chains of one connective flattened, as text that can be compared.</summary>
internal static class FilterTree
{
    public static string Of(Filter filter) => filter switch
    {
        Filter.And => Chain("and", filter),
        Filter.Or => Chain("or", filter),
        Filter.Not not => $"(not {Of(not.Operand)})",
        Filter.Present present => $"(pr {present.Path})",
        Filter.Compare compare => $"({Word(compare.Operator)} {compare.Path} {Literal(compare.Value)})",
        Filter.ValuePath valuePath => $"([] {valuePath.Path} {Of(valuePath.Element)})",
        _ => throw new InvalidOperationException(filter.GetType().Name),
    };

    public static string Of(JsonElement tree) => tree[0].GetString() switch
    {
        "and" or "or" => Chain(tree),
        "not" => $"(not {Of(tree[1])})",
        "pr" => $"(pr {tree[1].GetString()})",
        "[]" => $"([] {tree[1].GetString()} {Of(tree[2])})",
        var comparison => $"({comparison} {tree[1].GetString()} {Literal(tree[2])})",
    };

    private static string Chain(string connective, Filter filter) => $"({connective} {string.Join(' ', Links(connective, filter).Select(Of))})";

    private static IEnumerable<Filter> Links(string connective, Filter filter) => (connective, filter) switch
    {
        ("and", Filter.And and) => Links(connective, and.Left).Concat(Links(connective, and.Right)),
        ("or", Filter.Or or) => Links(connective, or.Left).Concat(Links(connective, or.Right)),
        _ => [filter],
    };

    private static string Chain(JsonElement tree) => $"({tree[0].GetString()} {string.Join(' ', tree.EnumerateArray().Skip(1).Select(Of))})";

    private static string Word(CompareOperator comparison) => comparison.ToString().ToLowerInvariant();

    private static string Literal(ScimValue? value) => value switch
    {
        null => "null",
        ScimValue.Text text => JsonSerializer.Serialize(text.Value),
        ScimValue.Boolean boolean => boolean.Value ? "true" : "false",
        ScimValue.Integer integer => Number(integer.Value),
        ScimValue.Decimal number => Number(number.Value),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    private static string Literal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => Number(value.GetDecimal()),
    };

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
