using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Scim.Core.Schemas;

namespace Scim.Api.OpenApi;

/// <summary>JSON schemas from SCIM's, so that the description knows every extension that the configuration adds.</summary>
internal static class AttributeSchemas
{
    /// <summary>A resource as it is sent and answered; <c>attributes</c> may leave out whatever isn't always returned.</summary>
    public static OpenApiSchema Of(ResourceType type)
    {
        var schema = Object(type.Description, type.Attributes.Where(a => !a.IsExtension));
        foreach (var extension in type.Extensions)
        {
            schema.Properties![extension.Id] = Object(extension.Description, extension.Attributes);
        }

        // RFC 7643 §3: "schemas" is in every resource; what else is required is so in what a client sends.
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { type.Common.Schemas.Name };
        foreach (var attribute in type.Schema.Attributes.Where(a => a.Required))
        {
            schema.Required.Add(attribute.Name);
        }

        return schema;
    }

    private static OpenApiSchema Object(string description, IEnumerable<AttributeDefinition> attributes) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = attributes.ToDictionary(a => a.Name, IOpenApiSchema (a) => Of(a), StringComparer.Ordinal),
    };

    private static OpenApiSchema Of(AttributeDefinition attribute)
    {
        var one = attribute.IsComplex ? Object(attribute.Description, attribute.SubAttributes) : Simple(attribute);
        var schema = attribute.MultiValued ? new() { Type = JsonSchemaType.Array, Items = one, Description = attribute.Description } : one;
        schema.ReadOnly = attribute.Mutability == Mutability.ReadOnly;
        schema.WriteOnly = attribute.Returned == Returned.Never;
        return schema;
    }

    private static OpenApiSchema Simple(AttributeDefinition attribute)
    {
        var schema = new OpenApiSchema
        {
            Description = attribute.Description,
            Type = attribute.Type switch
            {
                AttributeType.Boolean => JsonSchemaType.Boolean,
                AttributeType.Integer => JsonSchemaType.Integer,
                AttributeType.Decimal => JsonSchemaType.Number,
                _ => JsonSchemaType.String,
            },
            Format = attribute.Type switch
            {
                AttributeType.DateTime => "date-time",
                AttributeType.Binary => "byte",
                _ => null,
            },
        };

        // RFC 7643 §7: canonical values are suggestions.
        if (!attribute.CanonicalValues.IsEmpty)
        {
            schema.Examples = [.. attribute.CanonicalValues.Select(value => (JsonNode)JsonValue.Create(value))];
        }

        return schema;
    }
}
