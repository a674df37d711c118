using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Scim.Core.Schemas;

namespace Scim.Api.OpenApi;

/// <summary>What an operation takes and answers, from its method and path: the rules of RFC 7644 §3 are the same for every resource type.</summary>
internal sealed class OperationDescriber(OpenApiDocument document)
{
    public const string ScimJson = "application/scim+json";

    private static readonly string[] MediaTypes = [ScimJson, "application/json"];

    /// <summary>Operations on resources: <c>/Users</c>, <c>/Users/{id}</c>.</summary>
    public void Describe(OpenApiOperation operation, HttpMethod method, bool isOne, ResourceType type)
    {
        var name = type.Name;
        var responses = operation.Responses = [];
        Faults(responses, 400, 401, 403, 429, 500, 503);
        if (isOne)
        {
            Faults(responses, 404, 412);
            Preconditions(operation);
        }

        if (method == HttpMethod.Get || method == HttpMethod.Head)
        {
            var (isHead, shown) = (method == HttpMethod.Head, isOne ? $"One {name}" : $"{name}s that a filter finds, page by page");
            operation.Summary = isHead ? $"The headers alone of: {shown}" : shown;
            Read(responses, isHead, isOne ? name : $"{name}List", isOne ? $"The {name}." : "A page.");
            if (isOne)
            {
                responses["304"] = new OpenApiResponse { Description = "The client has this version, as If-None-Match says." };
            }

            Parameters(operation, [.. Projection, .. isOne ? [] : Search]);
        }
        else if (method == HttpMethod.Post)
        {
            operation.Summary = $"Makes a {name}, or links one that the product has";
            Body(operation, name, type.Name == "User" ? Samples.User() : Samples.Group());
            Answer(responses, 201, name, "It is made; Location leads to it.");
            Faults(responses, 409, 413, 415);
            Parameters(operation, Projection);
        }
        else if (method == HttpMethod.Put)
        {
            operation.Summary = $"Replaces a {name}";
            Body(operation, name, type.Name == "User" ? Samples.User() : Samples.Group());
            Answer(responses, 200, name, $"The {name} as it is now.");
            Faults(responses, 409, 413, 415);
            Parameters(operation, Projection);
        }
        else if (method == HttpMethod.Patch)
        {
            operation.Summary = $"Changes a {name}";
            Body(operation, "PatchOp", type.Name == "User" ? Samples.UserPatch() : Samples.GroupPatch());
            Answer(responses, 200, name, $"The {name} as it is now.");
            if (type.Members is not null)
            {
                responses["204"] = new OpenApiResponse { Description = "Done. A group is only shown where attributes are asked for." };
            }

            Faults(responses, 409, 413, 415);
            Parameters(operation, Projection);
        }
        else
        {
            operation.Summary = $"Deletes a {name}";
            responses["204"] = new OpenApiResponse { Description = "It is gone." };
        }

        foreach (var (status, response) in responses)
        {
            if (status is "200" or "201" or "204" or "304" && (isOne ? method != HttpMethod.Delete : method == HttpMethod.Post) && response is OpenApiResponse about)
            {
                about.Headers = ResourceHeaders;
            }
        }
    }

    /// <summary>RFC 7644 §3.11.</summary>
    public void DescribeMe(OpenApiOperation operation, HttpMethod method, ResourceType type)
    {
        if (method == HttpMethod.Post)
        {
            operation.Responses = [];
            operation.Summary = "Refused: users are made at /Users";
            Faults(operation.Responses, 401, 403, 501);
            return;
        }

        Describe(operation, method, isOne: true, type);
        operation.Summary = $"{operation.Summary}, namely the one that the token is about";
        Faults(operation.Responses!, 501);
    }

    /// <summary>RFC 7644 §3.7.</summary>
    public void DescribeBulk(OpenApiOperation operation)
    {
        operation.Summary = "Does many operations, each as if it came alone";
        operation.Responses = [];
        Body(operation, "BulkRequest", Samples.Bulk());
        Answer(operation.Responses, 200, "BulkResponse", "Processed; each operation has its own status.");
        Faults(operation.Responses, 400, 401, 403, 413, 415, 429, 500, 503);
    }

    /// <summary>Queries on the root (RFC 7644 §3.4.2.1), and by POST (§3.4.3).</summary>
    /// <param name="type">The resource type asked for; null for all of them.</param>
    public void DescribeSearch(OpenApiOperation operation, HttpMethod method, ResourceType? type)
    {
        var responses = operation.Responses = [];
        Faults(responses, 400, 401, 403, 429, 500, 503);
        var found = type is null ? "Users and groups" : $"{type.Name}s";
        var isHead = method == HttpMethod.Head;
        Read(responses, isHead, $"{type?.Name ?? "Resource"}List", "A page.");
        if (isHead || method == HttpMethod.Get)
        {
            operation.Summary = $"{(isHead ? "The headers alone of: " : "")}{found} that a filter finds, page by page";
            Parameters(operation, [.. Projection, .. Search]);
        }
        else
        {
            operation.Summary = $"{found} that a filter finds, with the query in the body, where no log sees it";
            Body(operation, "SearchRequest", Samples.Search());
            Faults(responses, 413, 415);
        }
    }

    /// <summary>RFC 7644 §4: what the service provider is and has.</summary>
    public void DescribeDiscovery(OpenApiOperation operation, HttpMethod method, string schema, string summary, bool isOne)
    {
        var isHead = method == HttpMethod.Head;
        operation.Summary = isHead ? $"The headers alone of: {summary}" : summary;
        operation.Responses = [];
        Read(operation.Responses, isHead, schema, summary + ".");
        Faults(operation.Responses, 401, 403);
        if (isOne)
        {
            Faults(operation.Responses, 404);
        }
    }

    private static (string Name, JsonSchemaType Type, string Description)[] Projection =>
    [
        ("attributes", JsonSchemaType.String, "Names with commas between them: only these (and what is always returned) are answered."),
        ("excludedAttributes", JsonSchemaType.String, "Names with commas between them: these are left out."),
    ];

    private static (string Name, JsonSchemaType Type, string Description)[] Search =>
    [
        ("filter", JsonSchemaType.String, "RFC 7644 §3.4.2.2: userName eq \"ann@example.com\"."),
        ("startIndex", JsonSchemaType.Integer, "The first one to answer, from 1."),
        ("count", JsonSchemaType.Integer, "At most so many; 0 answers only how many there are."),
        ("cursor", JsonSchemaType.String, "In place of startIndex (RFC 9865): empty for the first page, then nextCursor or previousCursor of the page before."),
        ("sortBy", JsonSchemaType.String, "The attribute to sort by."),
        ("sortOrder", JsonSchemaType.String, "ascending or descending."),
    ];

    // RFC 7644 §3.14
    private static Dictionary<string, IOpenApiHeader> ResourceHeaders => new(StringComparer.Ordinal)
    {
        ["ETag"] = Header("The version, as in meta.version; If-Match and If-None-Match take it.", "W/\"7\""),
        ["Location"] = Header("The resource's address, as in meta.location.", "https://scim.example.com/scim/v2/Users/0190a6f0-0000-7000-8000-000000000001"),
    };

    private static OpenApiHeader Header(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };

    private static void Preconditions(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        foreach (var (name, description) in (ReadOnlySpan<(string, string)>)
        [
            ("If-Match", "Entity tags with commas between them, or *: the request counts only for one of these versions."),
            ("If-None-Match", "Entity tags with commas between them, or *: a reader has these versions; a change counts for none of them."),
        ])
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = name == "If-Match" ? "W/\"7\"" : null,
            });
        }
    }

    private static void Parameters(OpenApiOperation operation, IEnumerable<(string Name, JsonSchemaType Type, string Description)> parameters)
    {
        operation.Parameters ??= [];
        foreach (var (name, type, description) in parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = type },
            });
        }
    }

    private void Body(OpenApiOperation operation, string schema, JsonNode sample) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = true,
        Content = MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(schema, document),
            Example = sample.DeepClone(),
        }, StringComparer.Ordinal),
    };

    private void Answer(OpenApiResponses responses, int status, string schema, string description) => responses[$"{status}"] = new OpenApiResponse
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [ScimJson] = new() { Schema = new OpenApiSchemaReference(schema, document) },
        },
    };

    // HEAD has no body, whatever the status (RFC 9110 §9.3.2).
    private void Read(OpenApiResponses responses, bool isHead, string schema, string description)
    {
        if (isHead)
        {
            responses["200"] = new OpenApiResponse { Description = description };
        }
        else
        {
            Answer(responses, 200, schema, description);
        }
    }

    private void Faults(OpenApiResponses responses, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            Answer(responses, status, "Error", status switch
            {
                400 => "The request is wrong; scimType and detail say how.",
                401 => "The bearer token is missing, unknown or expired.",
                403 => "The token's scope isn't enough.",
                404 => "There is no such resource.",
                409 => "The name is taken.",
                412 => "The resource has another version than the client expects.",
                413 => "The body or the number of operations is too large.",
                415 => "The body is no JSON in UTF-8.",
                429 => "The product is throttling; Retry-After says for how long.",
                501 => "The token stands for no user.",
                503 => "The product, the store or another change is in the way; Retry-After says for how long.",
                _ => "A mistake of the gateway; its log tells more under the request's id.",
            });
        }
    }
}
