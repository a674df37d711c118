using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Resources;

namespace Scim.Core.Filters;

/// <summary>Reads the message of a query by POST (RFC 7644 §3.4.3). Names have no case; null is no value; what we don't know is passed over.</summary>
public static class SearchBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ResourceReader.MaxDepth };

    /// <exception cref="ScimException">400 <c>invalidSyntax</c> or <c>invalidValue</c>.</exception>
    public static SearchRequest Read(ReadOnlyMemory<byte> body)
    {
        JsonText.Check(body.Span);
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new ScimException(JsonText.Error(broken, broken.BytePositionInLine ?? 0));
        }
    }

    private static SearchRequest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Syntax("A search's body is an object with the parameters of the query.");
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in root.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                throw Syntax($"""The name "{JsonWords.Name(member.Name)}" occurs twice in one object (names are compared without case).""");
            }
        }

        Demand(Names(members, "schemas"));
        return new(
            Raw(members, "filter"),
            Number(members, "startIndex"),
            Number(members, "count"),
            Text(members, "sortBy"),
            SearchRequest.IsDescending(Text(members, "sortOrder")))
        {
            Cursor = Raw(members, "cursor"),
            Attributes = List(Names(members, "attributes")),
            ExcludedAttributes = List(Names(members, "excludedAttributes")),
        };
    }

    // Scripts leave "schemas" out; another message's URN is a request that was meant for something else.
    private static void Demand(IReadOnlyList<string>? schemas)
    {
        if (schemas is { Count: > 0 } && !schemas.Contains(ScimUrns.SearchRequest, StringComparer.OrdinalIgnoreCase))
        {
            throw Syntax($"schemas: expected {ScimUrns.SearchRequest}, found {JsonWords.Name(schemas[0])}.");
        }
    }

    private static string? List(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(',', names) : null;

    // As in a query string, a parameter without a value counts as absent; an empty cursor begins a walk, and an empty filter is none at all.
    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        Raw(members, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string? Raw(Dictionary<string, JsonElement> members, string name) => Value(members, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(name, value, "a string"),
    };

    private static int? Number(Dictionary<string, JsonElement> members, string name) => Value(members, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out var number) => (int)Math.Clamp(number, int.MinValue, int.MaxValue),
        { } value => throw Wrong(name, value, "a whole number"),
    };

    private static IReadOnlyList<string>? Names(Dictionary<string, JsonElement> members, string name) => Value(members, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String
            ? e.GetString()!
            : throw Wrong(name, e, "a list of strings"))],
        { } value => throw Wrong(name, value, "a list of strings"),
    };

    private static JsonElement? Value(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static ScimException Wrong(string name, JsonElement value, string expected) =>
        new(ScimError.InvalidValue(name, JsonWords.Found(value), expected));

    private static ScimException Syntax(string detail) => new(ScimError.InvalidSyntax(detail));
}
