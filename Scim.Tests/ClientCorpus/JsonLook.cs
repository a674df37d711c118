using System.Text.Json;

namespace Scim.Tests.ClientCorpus;

/// <summary>A check of an answer's JSON in one line: <c>emails[type=work].value = "x"</c>, <c>title absent</c>, <c>members length 2</c>, <c>detail contains word</c>.</summary>
internal static class JsonLook
{
    /// <returns>Why the check fails, or null.</returns>
    /// <exception cref="FormatException">The line is no check.</exception>
    public static string? Failure(JsonElement json, string check)
    {
        var end = PathEnd(check);
        var (path, rest) = (check[..end], check[end..].Trim());
        var found = Find(json, path);
        var shown = found?.GetRawText() ?? "nothing";
        var holds = rest.Split(' ', 2) switch
        {
            ["absent"] => found is null,
            ["exists"] => found is { ValueKind: not JsonValueKind.Null },
            ["=", var value] => found is { } one && JsonElement.DeepEquals(one, JsonSerializer.Deserialize<JsonElement>(value)),
            ["length", var count] => found is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == int.Parse(count),
            ["contains", var text] => found is { ValueKind: JsonValueKind.String } whole && whole.GetString()!.Contains(text, StringComparison.Ordinal),
            _ => throw new FormatException($"'{check}' is no check."),
        };
        return holds ? null : $"{check}: found {shown}";
    }

    private static int PathEnd(string check)
    {
        var brackets = 0;
        for (var i = 0; i < check.Length; i++)
        {
            brackets += check[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (check[i] == ' ' && brackets == 0)
            {
                return i;
            }
        }

        throw new FormatException($"'{check}' is no check.");
    }

    private static JsonElement? Find(JsonElement json, string path)
    {
        JsonElement? at = json;
        while (path.Length > 0 && at is { } here)
        {
            if (path[0] == '[')
            {
                var end = path.IndexOf(']', StringComparison.Ordinal);
                at = Inside(here, path[1..end]);
                path = path[(end + 1)..];
            }
            else
            {
                var start = path[0] == '.' ? 1 : 0;
                var end = path.AsSpan(start).IndexOfAny('.', '[') is >= 0 and var next ? start + next : path.Length;
                at = Named(here, path[start..end]);
                path = path[end..];
            }
        }

        return at;
    }

    // ["a name with dots"], [0] or [type=work].
    private static JsonElement? Inside(JsonElement json, string inner)
    {
        if (inner.StartsWith('"'))
        {
            return Named(json, inner.Trim('"'));
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        if (inner.Split('=', 2) is [var name, var value])
        {
            return json.EnumerateArray().Where(e => Named(e, name)?.ToString() == value).Select(e => (JsonElement?)e).FirstOrDefault();
        }

        return int.Parse(inner) is var index && index < json.GetArrayLength() ? json[index] : null;
    }

    private static JsonElement? Named(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
