using System.Collections.Immutable;
using System.Text.Json;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>The JSON of RFC 7643 §5 to §7. Nothing is null, and every value is spelled as there.</summary>
internal static class DiscoveryJson
{
    // RFC 7643 §5
    public static void WriteConfig(Utf8JsonWriter json, ScimLimits limits, string baseUrl)
    {
        json.WriteStartObject();
        Texts(json, "schemas", [ScimUrns.ServiceProviderConfig]);
        Supported(json, "patch", true);
        json.WriteStartObject("bulk");
        json.WriteBoolean("supported", true);
        json.WriteNumber("maxOperations", limits.BulkOperations);
        json.WriteNumber("maxPayloadSize", limits.BodyBytes);
        json.WriteEndObject();
        json.WriteStartObject("filter");
        json.WriteBoolean("supported", true);
        json.WriteNumber("maxResults", limits.PageSize);
        json.WriteEndObject();
        Supported(json, "changePassword", false);
        Supported(json, "sort", true);
        Supported(json, "etag", true);
        WritePagination(json, limits);
        json.WriteStartArray("authenticationSchemes");
        json.WriteStartObject();
        json.WriteString("type", "oauthbearertoken");
        json.WriteString("name", "Bearer token");
        json.WriteString("description", "A token made by \"scim token create\", in the Authorization header.");
        json.WriteString("specUri", "https://www.rfc-editor.org/info/rfc6750");
        json.WriteBoolean("primary", true);
        json.WriteEndObject();
        json.WriteEndArray();
        Meta(json, "ServiceProviderConfig", $"{baseUrl}/ServiceProviderConfig");
        json.WriteEndObject();
    }

    // RFC 9865 §4
    private static void WritePagination(Utf8JsonWriter json, ScimLimits limits)
    {
        json.WriteStartObject("pagination");
        json.WriteBoolean("cursor", true);
        json.WriteBoolean("index", true);
        json.WriteString("defaultPaginationMethod", "index");
        json.WriteNumber("defaultPageSize", limits.PageSize);
        json.WriteNumber("maxPageSize", limits.PageSize);
        json.WriteNumber("cursorTimeout", (long)limits.CursorTimeout.TotalSeconds);
        json.WriteEndObject();
    }

    // RFC 7643 §6
    public static void WriteResourceType(Utf8JsonWriter json, ResourceType type, string baseUrl)
    {
        json.WriteStartObject();
        Texts(json, "schemas", [ScimUrns.ResourceType]);
        json.WriteString("id", type.Name);
        json.WriteString("name", type.Name);
        json.WriteString("endpoint", type.Endpoint);
        json.WriteString("description", type.Description);
        json.WriteString("schema", type.Schema.Id);
        json.WriteStartArray("schemaExtensions");
        foreach (var extension in type.Extensions)
        {
            json.WriteStartObject();
            json.WriteString("schema", extension.Id);
            json.WriteBoolean("required", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Meta(json, "ResourceType", $"{baseUrl}/ResourceTypes/{type.Name}");
        json.WriteEndObject();
    }

    // RFC 7643 §7. externalId is a common attribute, yet Entra's schema discovery offers only what the schemas of User and Group list.
    public static void WriteSchema(Utf8JsonWriter json, Schema schema, SchemaCatalog catalog, string baseUrl)
    {
        var type = catalog.ResourceTypes.FirstOrDefault(t => ReferenceEquals(t.Schema, schema));
        WriteSchemaStart(json, schema.Id, schema.Name, schema.Description);
        json.WriteStartArray("attributes");
        if (type is not null && schema.Attribute(type.Common.ExternalId.Name) is null)
        {
            WriteAttribute(json, type.Common.ExternalId);
        }

        foreach (var attribute in schema.Attributes)
        {
            WriteAttribute(json, attribute);
        }

        json.WriteEndArray();
        Meta(json, "Schema", $"{baseUrl}/Schemas/{schema.Id}");
        json.WriteEndObject();
    }

    // RFC 7643 §8.7.2
    public static void WriteSchema(Utf8JsonWriter json, DiscoverySchema schema, string baseUrl)
    {
        WriteSchemaStart(json, schema.Id, schema.Name, schema.Description);
        json.WritePropertyName("attributes");
        schema.Attributes.WriteTo(json);
        Meta(json, "Schema", $"{baseUrl}/Schemas/{schema.Id}");
        json.WriteEndObject();
    }

    private static void WriteSchemaStart(Utf8JsonWriter json, string id, string name, string description)
    {
        json.WriteStartObject();
        Texts(json, "schemas", [ScimUrns.Schema]);
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("description", description);
    }

    private static void WriteAttribute(Utf8JsonWriter json, AttributeDefinition attribute)
    {
        json.WriteStartObject();
        json.WriteString("name", attribute.Name);
        json.WriteString("type", Camel(attribute.Type));
        json.WriteBoolean("multiValued", attribute.MultiValued);
        json.WriteString("description", attribute.Description);
        json.WriteBoolean("required", attribute.Required);
        json.WriteBoolean("caseExact", attribute.CaseExact);
        json.WriteString("mutability", Camel(attribute.Mutability));
        json.WriteString("returned", Camel(attribute.Returned));
        json.WriteString("uniqueness", Camel(attribute.Uniqueness));
        TextsIfAny(json, "canonicalValues", attribute.CanonicalValues);
        TextsIfAny(json, "referenceTypes", attribute.ReferenceTypes);
        if (!attribute.SubAttributes.IsEmpty)
        {
            json.WriteStartArray("subAttributes");
            foreach (var sub in attribute.SubAttributes)
            {
                WriteAttribute(json, sub);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Supported(Utf8JsonWriter json, string name, bool supported)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("supported", supported);
        json.WriteEndObject();
    }

    private static void Meta(Utf8JsonWriter json, string resourceType, string location)
    {
        json.WriteStartObject("meta");
        json.WriteString("resourceType", resourceType);
        json.WriteString("location", location);
        json.WriteEndObject();
    }

    private static void TextsIfAny(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (!texts.IsEmpty)
        {
            Texts(json, name, texts);
        }
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    // readWrite, dateTime, …: the members are named after the RFC's values.
    private static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
