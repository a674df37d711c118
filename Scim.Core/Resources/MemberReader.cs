using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Reads a list of members as their ids, without making a value of each: a group may come with 100 000 of them.</summary>
internal sealed class MemberReader(AttributeDefinition members, ValueReader values)
{
    public ImmutableArray<string> Read(ref Utf8JsonReader json)
    {
        if (ValueReader.IsNoValue(ref json))
        {
            return [];
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            return values.Whole(ref json, members) is ScimValue.Many many ? [.. many.Values.Select(IdOf)] : [];
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                ids.Add(Id(ref json));
            }
            else if (values.One(ref json, members) is { } understood)
            {
                ids.Add(IdOf(understood));
            }
        }

        return ids.DrainToImmutable();
    }

    // Only "value" counts: "$ref", "display" and "type" are ours to say.
    private string Id(ref Utf8JsonReader json)
    {
        var whole = json;
        string? id = null;
        var seen = false;
        Span<char> buffer = stackalloc char[Names.Longest];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = members.Sub(Names.Of(ref json, buffer)) == members.Value;
            json.Read();
            if (!isValue)
            {
                json.Skip();
                continue;
            }

            if (seen)
            {
                throw ValueReader.Twice(members.Value!.Path);
            }

            seen = true;
            id = json.TokenType == JsonTokenType.String && !json.ValueSpan.IsEmpty
                ? json.GetString()
                : (values.One(ref json, members.Value!) as ScimValue.Text)?.Value;
        }

        // A member without its value is another way to say who it is, or a mistake.
        return id ?? (values.TryUnderstand(ref whole, members, out var understood) && understood is not null ? IdOf(understood) : throw Missing());
    }

    private string IdOf(ScimValue value) =>
        (value as ScimValue.Complex)?.Attributes.Text(members.Value) ?? throw Missing();

    private ScimException Missing() => new(ScimError.InvalidValue($"{members.Path}: a member has no value; it is the member's id."));
}
