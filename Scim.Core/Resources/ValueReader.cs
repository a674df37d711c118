using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Reads values by their attribute's definition. Each method starts at a value's first token and ends at its last.</summary>
internal sealed class ValueReader(IValueTolerance tolerance, ReadingRules rules)
{
    private const int MostIgnored = 50;

    private List<string>? _ignored;

    public ReadingRules Rules { get; } = rules;

    /// <summary>Names of unknown attributes that were passed over, as far as there is room.</summary>
    public ImmutableArray<string> Ignored => [.. _ignored ?? []];

    /// <summary>The value of an attribute: a list for a multi-valued one.</summary>
    public ScimValue? Whole(ref Utf8JsonReader json, AttributeDefinition attribute)
    {
        if (!attribute.MultiValued)
        {
            return One(ref json, attribute);
        }

        if (IsNoValue(ref json))
        {
            return null;
        }

        return json.TokenType == JsonTokenType.StartArray ? List(ref json, attribute) : Tolerated(ref json, attribute, list: true);
    }

    /// <summary>The value of a single-valued attribute, or one element of a multi-valued one.</summary>
    public ScimValue? One(ref Utf8JsonReader json, AttributeDefinition attribute)
    {
        if (IsNoValue(ref json))
        {
            return null;
        }

        // RFC 7643 §2.5 has [] as "no value" only of multi-valued attributes; nothing else can be meant by it elsewhere.
        if (json.TokenType == JsonTokenType.StartArray && IsEmptyList(json))
        {
            json.Read();
            return null;
        }

        return (attribute.Type, json.TokenType) switch
        {
            (AttributeType.String or AttributeType.Reference, JsonTokenType.String) => new ScimValue.Text(Kept(json.GetString()!, attribute)),
            (AttributeType.Boolean, JsonTokenType.True) => ScimValue.Boolean.True,
            (AttributeType.Boolean, JsonTokenType.False) => ScimValue.Boolean.False,
            (AttributeType.Integer, JsonTokenType.Number) when json.TryGetInt64(out var integer) => new ScimValue.Integer(integer),
            (AttributeType.Decimal, JsonTokenType.Number) when json.TryGetDecimal(out var number) => new ScimValue.Decimal(number),
            (AttributeType.DateTime, JsonTokenType.String) when json.GetString() is { } text && Timestamp.TryParse(text, out var instant) =>
                new ScimValue.Instant(instant, text),
            (AttributeType.Binary, JsonTokenType.String) when json.GetString() is { } text && IsBase64(text) => new ScimValue.Binary(Kept(text, attribute)),
            (AttributeType.Complex, JsonTokenType.StartObject) => Complex(ref json, attribute),
            _ => Tolerated(ref json, attribute, list: false),
        };
    }

    /// <summary>Passes over the value of an unknown attribute. The same name may come in every element of a list; it is noted once.</summary>
    public void Ignore(ref Utf8JsonReader json, string path)
    {
        if (Rules == ReadingRules.PatchValue)
        {
            throw new ScimException(ScimError.InvalidValue($"{JsonWords.Name(path)}: there is no such attribute."));
        }

        _ignored ??= [];
        if (_ignored.Count < MostIgnored && !_ignored.Contains(path, StringComparer.OrdinalIgnoreCase))
        {
            _ignored.Add(JsonWords.Name(path));
        }

        json.Skip();
    }

    /// <summary>Whether a client's value of this attribute is passed over (RFC 7643 §7; a password reaches nobody).</summary>
    public bool Drops(AttributeDefinition attribute) =>
        Rules != ReadingRules.Document && (attribute.Mutability is Mutability.ReadOnly or Mutability.WriteOnly || attribute.Returned == Returned.Never);

    /// <summary>RFC 7643 §7, "required": of attributes and, where their attribute has a value, sub-attributes.</summary>
    public void Demand(ImmutableArray<AttributeDefinition> attributes, ReadOnlySpan<ScimValue?> values)
    {
        if (Rules != ReadingRules.Body)
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null && attributes[i].Required && !Drops(attributes[i]))
            {
                throw new ScimException(ScimError.InvalidValue($"{attributes[i].Path}: a value is required, none was found."));
            }
        }
    }

    public static ScimException Twice(string name) =>
        new(ScimError.InvalidSyntax($"""The name "{JsonWords.Name(name)}" occurs twice in one object (names are compared without case)."""));

    public static bool IsNoValue(ref readonly Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => true,
        JsonTokenType.String => json.ValueSpan.IsEmpty,
        _ => false,
    };

    /// <summary>The text, if it isn't longer than what is kept of any.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>.</exception>
    public static string Kept(string text, AttributeDefinition attribute) => text.Length <= ScimValue.Text.Longest
        ? text
        : throw new ScimException(ScimError.InvalidValue($"{attribute.Path}: expected at most {ScimValue.Text.Longest} characters, found {text.Length}."));

    public static ScimException TooMany(AttributeDefinition attribute) =>
        new(ScimError.InvalidValue($"{attribute.Path}: expected at most {ScimValue.Many.Most} values, found more."));

    private ScimValue.Many? List(ref Utf8JsonReader json, AttributeDefinition attribute)
    {
        var values = new List<ScimValue>();
        var primary = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (One(ref json, attribute) is { } value)
            {
                values.Add(values.Count < ScimValue.Many.Most || Rules == ReadingRules.Document ? value : throw TooMany(attribute));
                primary += value is ScimValue.Complex complex && complex.Attributes.Boolean(attribute.Primary) == true ? 1 : 0;
            }
        }

        if (primary > 1)
        {
            throw new ScimException(ScimError.InvalidValue($"{attribute.Path}: primary is true in {primary} elements; one at most can be the primary one (RFC 7643 §2.4)."));
        }

        return values.Count == 0 ? null : new(ImmutableCollectionsMarshal.AsImmutableArray(values.ToArray()));
    }

    /// <summary>Asks what a client means by one value that is of the attribute's type and still says too little.</summary>
    public bool TryUnderstand(ref Utf8JsonReader json, AttributeDefinition attribute, out ScimValue? value) =>
        tolerance.TryReadOne(attribute, JsonElement.ParseValue(ref json), out value);

    private ScimValue.Complex? Complex(ref Utf8JsonReader json, AttributeDefinition attribute)
    {
        var subs = attribute.SubAttributes;
        var values = new ScimValue?[subs.Length];
        var seen = new Names(subs.Length);
        Span<char> buffer = stackalloc char[Names.Longest];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Names.Of(ref json, buffer);
            var sub = attribute.Sub(name);
            if (sub is not null && !seen.Add(sub.Ordinal))
            {
                throw Twice(sub.Path);
            }

            if (sub is null)
            {
                var unknown = $"{attribute.Path}.{name}";
                if (!seen.AddUnknown(unknown))
                {
                    throw Twice(unknown);
                }

                json.Read();
                Ignore(ref json, unknown);
            }
            else if (json.Read() && Drops(sub))
            {
                json.Skip();
            }
            else
            {
                values[sub.Ordinal] = Whole(ref json, sub);
            }
        }

        var set = AttributeSet.OfOrdered(subs, values);
        if (set.IsEmpty)
        {
            return null;
        }

        Demand(subs, values);
        return new(set);
    }

    private ScimValue? Tolerated(ref Utf8JsonReader json, AttributeDefinition attribute, bool list)
    {
        var found = JsonElement.ParseValue(ref json);
        var understood = list ? tolerance.TryReadList(attribute, found, out var value) : tolerance.TryReadOne(attribute, found, out value);
        return understood
            ? value
            : throw new ScimException(ScimError.InvalidValue(attribute.Path, JsonWords.Found(found), list ? "a list" : JsonWords.Expected(attribute)));
    }

    private static bool IsEmptyList(Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.EndArray;

    // RFC 7643 §2.3.6: either alphabet, padding may be missing.
    private static bool IsBase64(string text) => Base64.IsValid(text) || Base64Url.IsValid(text) || Base64.IsValid($"{text}{new string('=', -text.Length & 3)}");
}
