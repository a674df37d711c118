using System.Text.Json.Nodes;

namespace Scim.Api.OpenApi;

/// <summary>Requests as one would send them.</summary>
internal static class Samples
{
    public static JsonNode User() => JsonNode.Parse(
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
          "userName": "ann@example.com",
          "externalId": "ann",
          "active": true,
          "displayName": "Ann Archer",
          "name": { "givenName": "Ann", "familyName": "Archer" },
          "emails": [{ "type": "work", "value": "ann@example.com", "primary": true }]
        }
        """)!;

    public static JsonNode Group() => JsonNode.Parse(
        """{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff", "externalId": "staff" }""")!;

    public static JsonNode Bulk() => JsonNode.Parse(
        """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
          "failOnErrors": 10,
          "Operations": [
            {
              "method": "POST",
              "path": "/Groups",
              "bulkId": "pilots",
              "data": { "displayName": "Pilots", "members": [{ "value": "bulkId:amelia" }] }
            },
            {
              "method": "POST",
              "path": "/Users",
              "bulkId": "amelia",
              "data": { "userName": "amelia@example.com", "displayName": "Amelia" }
            }
          ]
        }
        """)!;

    public static JsonNode Search() => JsonNode.Parse(
        """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
          "filter": "displayName sw \"A\" and meta.lastModified ge \"2026-01-31T12:00:00Z\"",
          "attributes": ["displayName", "userName"],
          "sortBy": "displayName",
          "cursor": "",
          "count": 100
        }
        """)!;

    public static JsonNode UserPatch() => JsonNode.Parse(
        """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [{ "op": "replace", "path": "active", "value": false }]
        }
        """)!;

    public static JsonNode GroupPatch() => JsonNode.Parse(
        """
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [{ "op": "add", "path": "members", "value": [{ "value": "0190a6f0-0000-7000-8000-000000000001" }] }]
        }
        """)!;
}
