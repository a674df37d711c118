using Scim.Core.Schemas;

namespace Scim.Tests.Support;

/// <summary>The RFC's schemas with a User extension that has the types they lack.</summary>
internal static class SampleSchemas
{
    public const string Extension = "urn:example:params:scim:schemas:extension:sample:2.0:User";

    public const string Json = $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
          "id": "{{Extension}}",
          "name": "Sample",
          "attributes": [
            { "name": "level", "type": "integer" },
            { "name": "score", "type": "decimal" },
            { "name": "hired", "type": "dateTime" },
            { "name": "badge", "type": "binary" },
            { "name": "home", "type": "reference", "referenceTypes": ["external"] },
            { "name": "code", "type": "string", "caseExact": true },
            { "name": "tags", "multiValued": true },
            { "name": "onRequest", "returned": "request" },
            { "name": "secret", "mutability": "writeOnly" },
            { "name": "locker", "type": "complex", "subAttributes": [
                { "name": "room", "required": true },
                { "name": "floor", "type": "integer", "returned": "always" } ] }
          ]
        }
        """;

    /// <summary>A new catalog with the extension; a schema belongs to one catalog.</summary>
    public static SchemaCatalog Catalog() => SchemaCatalog.Create([SchemaReader.Read(Json, extension: true)]);
}
