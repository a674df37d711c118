using System.Text.Json;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Writes resources as the JSON of RFC 7643 §3.</summary>
public static class ResourceWriter
{
    /// <summary>
    /// Writes <c>schemas</c> and the attributes that <paramref name="projection"/> includes into the object that is open in
    /// <paramref name="json"/>; <c>meta.location</c> and <c>$ref</c>s are built on <paramref name="baseUrl"/>, which has no slash at its end.
    /// Members of a group are the caller's to add.
    /// </summary>
    public static void WriteAttributes(Utf8JsonWriter json, Resource resource, Projection projection, string baseUrl)
    {
        var type = resource.Type;
        WriteSchemas(json, resource, projection, baseUrl);
        string? open = null;
        foreach (var (attribute, value) in resource.Attributes)
        {
            if (attribute == type.Common.Meta || attribute == type.Members || Shown(attribute, value, projection, baseUrl) is not { } shown)
            {
                continue;
            }

            open = ValueWriter.Enter(json, open, attribute);
            json.WritePropertyName(attribute.Name);
            ValueWriter.Write(json, shown);
        }

        ValueWriter.Leave(json, open);
        if (projection.Includes(type.Common.Meta))
        {
            WriteMeta(json, resource, projection, baseUrl);
        }
    }

    // RFC 7643 §3: the schemas that the answer's attributes belong to, the core one always.
    private static void WriteSchemas(Utf8JsonWriter json, Resource resource, Projection projection, string baseUrl)
    {
        if (!projection.Includes(resource.Type.Common.Schemas))
        {
            return;
        }

        json.WriteStartArray("schemas");
        json.WriteStringValue(resource.Type.Schema.Id);
        string? last = null;
        foreach (var (attribute, value) in resource.Attributes)
        {
            if (attribute.IsExtension && attribute.Schema != last && Shown(attribute, value, projection, baseUrl) is not null)
            {
                last = attribute.Schema;
                json.WriteStringValue(last);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteMeta(Utf8JsonWriter json, Resource resource, Projection projection, string baseUrl)
    {
        var common = resource.Type.Common;
        var meta = (resource[common.Meta] as ScimValue.Complex)?.Attributes ?? AttributeSet.Empty;
        json.WriteStartObject("meta");
        Write(common.ResourceType, resource.Type.Name);
        Write(common.Created, Spelling(common.Created));
        Write(common.LastModified, Spelling(common.LastModified));
        Write(common.Location, resource.Id is { } id ? Address(baseUrl, resource.Type.Endpoint, id) : null);
        Write(common.Version, meta.Text(common.Version));
        json.WriteEndObject();

        string? Spelling(AttributeDefinition attribute) => (meta[attribute] as ScimValue.Instant)?.Spelling;

        void Write(AttributeDefinition attribute, string? text)
        {
            if (text is not null && projection.Includes(attribute))
            {
                json.WriteString(attribute.Name, text);
            }
        }
    }

    /// <summary>What of a value is shown: the whole, its included sub-attributes, or null where nothing is left.</summary>
    private static ScimValue? Shown(AttributeDefinition attribute, ScimValue value, Projection projection, string baseUrl)
    {
        if (!projection.Includes(attribute))
        {
            return null;
        }

        value = WithReference(attribute, value, projection, baseUrl);
        if (!attribute.IsComplex || projection.IncludesWhole(attribute))
        {
            return value;
        }

        return value switch
        {
            ScimValue.Complex complex => ProjectOne(complex, projection),
            ScimValue.Many many when many.Values.Select(e => ProjectOne(e, projection)).OfType<ScimValue>().ToArray() is { Length: > 0 } shown =>
                new ScimValue.Many([.. shown]),
            _ => null,
        };
    }

    private static ScimValue.Complex? ProjectOne(ScimValue element, Projection projection)
    {
        if (element is not ScimValue.Complex complex)
        {
            return null;
        }

        var shown = complex.Attributes;
        foreach (var (sub, _) in complex.Attributes)
        {
            shown = projection.Includes(sub) ? shown : shown.With(sub, null);
        }

        return shown.IsEmpty ? null : new(shown);
    }

    /// <summary>Adds <c>$ref</c> where the value is the id of a resource and the client gave no address (RFC 7643 §2.4).</summary>
    private static ScimValue WithReference(AttributeDefinition attribute, ScimValue value, Projection projection, string baseUrl)
    {
        if (attribute.Sub("$ref") is not { } reference || Endpoint(attribute, reference) is not { } endpoint || !projection.Includes(reference))
        {
            return value;
        }

        return value is ScimValue.Many many ? new ScimValue.Many([.. many.Values.Select(Add)]) : Add(value);

        ScimValue Add(ScimValue one) =>
            one is ScimValue.Complex { Attributes: var subs } && subs[reference] is null && subs.Text(attribute.Value) is { } id
                ? new ScimValue.Complex(subs.With(reference, new ScimValue.Text(Address(baseUrl, endpoint, id))))
                : one;
    }

    // RFC 7643 §8.7.1 gives groups.$ref both types, though what it points to can only be a group (§4.1.2).
    private static string? Endpoint(AttributeDefinition attribute, AttributeDefinition reference) => reference.ReferenceTypes switch
    {
        ["User"] => "/Users",
        ["Group"] => "/Groups",
        _ when attribute is { Name: "groups", Schema: Protocol.ScimUrns.User } => "/Groups",
        _ => null,
    };

    private static string Address(string baseUrl, string endpoint, string id) => $"{baseUrl}{endpoint}/{Uri.EscapeDataString(id)}";
}
