using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Reads the object of a whole resource: common and core attributes at the top, those of an extension under its URN (RFC 7643 §3.3).</summary>
internal sealed class AttributesReader(ResourceType type, ValueReader values)
{
    private readonly ScimValue?[] _found = new ScimValue?[type.Attributes.Length];
    private Names _seen = new(type.Attributes.Length);
    private ImmutableArray<string>? _members;

    public ReadResource Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new ScimException(ScimError.InvalidSyntax("The body isn't a JSON object."));
        }

        var extensions = new List<Schema>();
        Span<char> buffer = stackalloc char[Names.Longest];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Names.Of(ref json, buffer);
            if (type.Attribute(name) is { } attribute)
            {
                json.Read();
                Attribute(ref json, attribute);
            }
            else if (type.FindSchema(name) is { } extension && extension != type.Schema)
            {
                if (extensions.Contains(extension))
                {
                    throw ValueReader.Twice(extension.Id);
                }

                extensions.Add(extension);
                json.Read();
                Extension(ref json, extension);
            }
            else
            {
                Ignore(ref json, ref _seen, name.ToString());
            }
        }

        Demand(extensions);
        return new(new(type, AttributeSet.OfOrdered(type.Attributes, _found)), _members, values.Ignored) { Forgotten = values.Forgotten };
    }

    private void Attribute(ref Utf8JsonReader json, AttributeDefinition attribute)
    {
        if (!_seen.Add(attribute.Ordinal))
        {
            throw ValueReader.Twice(attribute.Path);
        }

        if (values.Drops(attribute) || attribute == type.Common.Schemas)
        {
            values.Drop(ref json, attribute);
        }
        else if (attribute == type.Members && values.Rules == ReadingRules.Body)
        {
            _members = new MemberReader(attribute, values).Read(ref json);
        }
        else
        {
            _found[attribute.Ordinal] = values.Whole(ref json, attribute);
        }
    }

    private void Extension(ref Utf8JsonReader json, Schema extension)
    {
        if (ValueReader.IsNoValue(ref json))
        {
            return;
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new ScimException(ScimError.InvalidValue(extension.Id, JsonWords.Found(JsonElement.ParseValue(ref json)), "an object"));
        }

        var unknown = new Names(0);
        Span<char> buffer = stackalloc char[Names.Longest];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Names.Of(ref json, buffer);
            if (extension.Attribute(name) is { } attribute)
            {
                json.Read();
                Attribute(ref json, attribute);
            }
            else
            {
                Ignore(ref json, ref unknown, $"{extension.Id}:{name}");
            }
        }
    }

    private void Ignore(ref Utf8JsonReader json, ref Names seen, string path)
    {
        if (!seen.AddUnknown(path))
        {
            throw ValueReader.Twice(path);
        }

        json.Read();
        values.Ignore(ref json, path);
    }

    // What an extension requires is required where the extension has values at all: none is required of a resource (RFC 7643 §6).
    private void Demand(List<Schema> extensions)
    {
        foreach (var schema in extensions.Prepend(type.Schema))
        {
            var first = schema.Attributes[0].Ordinal;
            var found = _found.AsSpan(first, schema.Attributes.Length);
            if (schema == type.Schema || found.ContainsAnyExcept((ScimValue?)null))
            {
                values.Demand(schema.Attributes, found);
            }
        }
    }
}
