using System.Collections.Immutable;
using System.Text.Json;

namespace Scim.Core.Schemas;

/// <summary>One object of a schema's JSON with the words that say where it stands.</summary>
internal sealed class SchemaNode(JsonElement json, string where)
{
    public string Where { get; } = where;

    public SchemaNode Named(string name) => new(json, $"""{Where} "{name}" """.TrimEnd());

    public bool Has(string member) => Find(member) is not null;

    public string? Text(string member) => Find(member) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new FormatException($"{Where}: {member} isn't a string."),
    };

    public string RequiredText(string member) =>
        Text(member) is { Length: > 0 } text ? text : throw new FormatException($"{Where}: {member} is missing.");

    public bool Flag(string member) => Find(member)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new FormatException($"{Where}: {member} isn't true or false."),
    };

    /// <summary>A value of an enumeration, spelled as in the RFC: the member's name with a small first letter.</summary>
    public T OneOf<T>(string member, T absent)
        where T : struct, Enum
    {
        if (Text(member) is not { } text)
        {
            return absent;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (text == JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))
            {
                return value;
            }
        }

        var known = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        throw new FormatException($"""{Where}: {member} is "{text}"; it can be {known}.""");
    }

    public ImmutableArray<string> Texts(string member)
    {
        return Find(member) is not { } list ? [] : list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(e => e.GetString()!)]
            : throw new FormatException($"{Where}: {member} isn't a list of strings.");
    }

    public IEnumerable<SchemaNode> RequiredNodes(string member)
    {
        return Find(member) is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Object)
            ? list.EnumerateArray().Select((element, i) => new SchemaNode(element, Where == "the schema" ? $"{member}[{i}]" : $"{Where}, {member}[{i}]"))
            : throw new FormatException($"{Where}: {member} isn't a list of objects.");
    }

    /// <summary>Refuses what RFC 7643 §7 doesn't know, a slip of the pen such as "multivalued" among it.</summary>
    public void OnlyMembers()
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name is not ("name" or "type" or "multiValued" or "description" or "required" or "canonicalValues" or "caseExact"
                or "mutability" or "returned" or "uniqueness" or "referenceTypes" or "subAttributes"))
            {
                throw new FormatException($"""{Where}: unknown characteristic "{member.Name}".""");
            }
        }
    }

    private JsonElement? Find(string member) => json.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
