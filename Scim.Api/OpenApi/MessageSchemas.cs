using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Scim.Core.Protocol;

namespace Scim.Api.OpenApi;

/// <summary>JSON schemas of RFC 7644's messages and of what discovery answers.</summary>
internal static class MessageSchemas
{
    // RFC 7644 §3.12
    public static OpenApiSchema Error() => Message(
        ScimUrns.Error,
        "What was wrong.",
        ["status", "detail"],
        ("status", new() { Type = JsonSchemaType.String, Description = "The HTTP status, as a string." }),
        ("scimType", new() { Type = JsonSchemaType.String, Description = "The kind of a bad request (RFC 7644 §3.12).", Examples = ["invalidFilter", "uniqueness"] }),
        ("detail", new() { Type = JsonSchemaType.String, Description = "Which attribute, what was wrong, and what is expected." }));

    // RFC 7644 §3.5.2
    public static OpenApiSchema PatchOp() => Message(
        ScimUrns.PatchOp,
        "Operations, all of which are done or none.",
        ["Operations"],
        ("Operations", new()
        {
            Type = JsonSchemaType.Array,
            MinItems = 1,
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string>(StringComparer.Ordinal) { "op" },
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                {
                    ["op"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["add", "replace", "remove"] },
                    ["path"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = ["displayName", "emails[type eq \"work\"].value"] },
                    ["value"] = new OpenApiSchema { Description = "Whatever the path takes." },
                },
            },
        }));

    // RFC 7644 §3.7
    public static OpenApiSchema BulkRequest() => Message(
        ScimUrns.BulkRequest,
        "Operations, each of which is done for itself.",
        ["Operations"],
        ("failOnErrors", new() { Type = JsonSchemaType.Integer, Minimum = "1", Description = "After so many failures the rest is left undone." }),
        ("Operations", Operations(
            ["method", "path"],
            ("method", Text("What is done.", "POST", "PUT", "PATCH", "DELETE")),
            ("path", Text("Below the base URL: the type for a POST, else the resource.", "/Users", "/Groups/0190a6f0-0000-7000-8000-000000000001", "/Users/bulkId:ann")),
            ("bulkId", Text("The client's own name for what a POST makes; \"bulkId:\" and this name stand for its id.", "ann")),
            ("version", Text("The version that the resource must have, as in If-Match.", "W/\"7\"")),
            ("data", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The body that the request would have alone." }))));

    // RFC 7644 §3.7.3
    public static OpenApiSchema BulkResponse(IOpenApiSchema error) => Message(
        ScimUrns.BulkResponse,
        "What became of the operations, in their order; those that were left undone are not in it.",
        ["Operations"],
        ("Operations", Operations(
            ["status"],
            ("method", Text("As in the request.")),
            ("location", Text("The resource's address.")),
            ("bulkId", Text("As in the request.")),
            ("version", Text("The resource's version now.")),
            ("status", Text("The HTTP status that the operation has alone.", "201")),
            ("response", error))));

    private static OpenApiSchema Operations(string[] required, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(required, StringComparer.Ordinal),
            Properties = members.ToDictionary(m => m.Name, m => m.Schema, StringComparer.Ordinal),
        },
    };

    // RFC 7644 §3.4.3, RFC 9865 §3
    public static OpenApiSchema SearchRequest() => Message(
        ScimUrns.SearchRequest,
        "The parameters of a query, in a body.",
        [],
        ("filter", Text("RFC 7644 §3.4.2.2.", "userName eq \"ann@example.com\"")),
        ("sortBy", Text("The attribute to sort by.", "name.familyName")),
        ("sortOrder", Text("ascending or descending.", "ascending", "descending")),
        ("startIndex", new() { Type = JsonSchemaType.Integer, Description = "The first one to answer, from 1." }),
        ("count", new() { Type = JsonSchemaType.Integer, Description = "At most so many; 0 answers only how many there are." }),
        ("cursor", Text("In place of startIndex: empty for the first page, then nextCursor or previousCursor of the page before.", "")),
        ("attributes", Names("Only these (and what is always returned) are answered.")),
        ("excludedAttributes", Names("These are left out.")));

    // RFC 7644 §3.4.2
    public static OpenApiSchema ListOf(IOpenApiSchema element, string description) => Message(
        ScimUrns.ListResponse,
        description,
        ["totalResults", "startIndex", "itemsPerPage", "Resources"],
        ListMembers(element));

    // RFC 9865 §2: a page of a walk by cursor has neighbours in place of a number.
    public static OpenApiSchema PageOf(IOpenApiSchema element, string description) => Message(
        ScimUrns.ListResponse,
        description,
        ["totalResults", "itemsPerPage", "Resources"],
        [
            .. ListMembers(element),
            ("nextCursor", Text("Leads to the next page, where a cursor was asked for and this isn't the last.", "Z1Zx0u4NmQ")),
            ("previousCursor", Text("Leads to the page before, where a cursor was asked for and this isn't the first.", "cT9bE2vK7w")),
        ]);

    // RFC 7643 §5 to §7
    public static OpenApiSchema Discovery(string urn, string description, params string[] required) => Message(urn, description, required);

    private static OpenApiSchema Message(string urn, string description, string[] required, params (string Name, OpenApiSchema Schema)[] members)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = description,
            Required = new HashSet<string>(required.Prepend("schemas"), StringComparer.Ordinal),
            Properties = members.ToDictionary(m => m.Name, IOpenApiSchema (m) => m.Schema, StringComparer.Ordinal),
        };
        schema.Properties["schemas"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String },
            Examples = [new JsonArray(urn)],
        };
        return schema;
    }

    private static (string Name, OpenApiSchema Schema)[] ListMembers(IOpenApiSchema element) =>
    [
        ("totalResults", Integer("All that fit, on whichever page.")),
        ("startIndex", Integer("The number of the first one of this page, from 1.")),
        ("itemsPerPage", Integer("How many are on this page.")),
        ("Resources", new() { Type = JsonSchemaType.Array, Items = element }),
    ];

    private static OpenApiSchema Text(string description, params IEnumerable<string> examples) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Examples = [.. examples.Select(example => (JsonNode)JsonValue.Create(example))],
    };

    private static OpenApiSchema Names(string description) => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.String },
        Description = description,
        Examples = [new JsonArray("userName", "name.givenName")],
    };

    private static OpenApiSchema Integer(string description) => new() { Type = JsonSchemaType.Integer, Minimum = "0", Description = description };
}
