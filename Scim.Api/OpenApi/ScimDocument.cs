using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scim.Api.Endpoints;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Api.OpenApi;

/// <summary>
/// Completes the framework's description, which knows paths and methods, with what SCIM says of them: media types, schemas, parameters,
/// errors and the token.
/// </summary>
internal sealed class ScimDocument(SchemaCatalog catalog) : IOpenApiDocumentTransformer
{
    /// <summary>The name of the security scheme.</summary>
    public const string Token = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "scim",
            Version = typeof(ScimDocument).Assembly.GetName().Version?.ToString(3),
            Description = "SCIM 2.0 (RFC 7643, RFC 7644) in front of an Atlassian Data Center product. Every answer carries X-Request-Id, under which \"scim audit\" finds it.",
        };
        document.Components ??= new();
        document.Components.Schemas = Schemas(document);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token made by \"scim token create\"; each scope includes the lower: read, provision, admin.",
            },
        };
        document.RegisterComponents();
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Describe(document, path, method, operation);
            }
        }

        return Task.CompletedTask;
    }

    private void Describe(OpenApiDocument document, string path, HttpMethod method, OpenApiOperation operation)
    {
        if (!path.StartsWith(ScimPath.Base, StringComparison.Ordinal))
        {
            return;
        }

        var below = path[ScimPath.Base.Length..];
        var isOne = below.Contains('{', StringComparison.Ordinal);
        var describer = new OperationDescriber(document);
        var type = catalog.ResourceTypes.FirstOrDefault(type => below == type.Endpoint || below.StartsWith(type.Endpoint + "/", StringComparison.Ordinal));
        if (below.Length == 0 || below.EndsWith(SearchEndpoints.ByPost, StringComparison.Ordinal))
        {
            describer.DescribeSearch(operation, method, type);
        }
        else if (type is not null)
        {
            describer.Describe(operation, method, isOne, type);
        }
        else if (below == "/Me")
        {
            describer.DescribeMe(operation, method, catalog.User);
        }
        else if (below == "/Bulk")
        {
            describer.DescribeBulk(operation);
        }
        else
        {
            var (schema, summary) = below.Split('/')[1] switch
            {
                "ResourceTypes" => isOne ? ("ResourceType", "A resource type") : ("ResourceTypeList", "The resource types"),
                "Schemas" => isOne ? ("Schema", "A schema") : ("SchemaList", "The schemas"),
                _ => ("ServiceProviderConfig", "What this service provider can do"),
            };
            describer.DescribeDiscovery(operation, method, schema, summary, isOne);
        }

        // RFC 7643 §5: it tells which token is needed, so it needs none.
        if (!below.StartsWith("/ServiceProviderConfig", StringComparison.Ordinal))
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        }
    }

    private Dictionary<string, IOpenApiSchema> Schemas(OpenApiDocument document)
    {
        // What the framework made of the answers outside SCIM stays.
        var schemas = new Dictionary<string, IOpenApiSchema>(document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["Error"] = MessageSchemas.Error(),
            ["PatchOp"] = MessageSchemas.PatchOp(),
            ["BulkRequest"] = MessageSchemas.BulkRequest(),
            ["BulkResponse"] = MessageSchemas.BulkResponse(new OpenApiSchemaReference("Error", document)),
            ["SearchRequest"] = MessageSchemas.SearchRequest(),
            ["ServiceProviderConfig"] = MessageSchemas.Discovery(
                ScimUrns.ServiceProviderConfig, "RFC 7643 §5.", "patch", "bulk", "filter", "changePassword", "sort", "etag", "pagination", "authenticationSchemes"),
            ["ResourceType"] = MessageSchemas.Discovery(ScimUrns.ResourceType, "RFC 7643 §6.", "id", "name", "endpoint", "schema"),
            ["Schema"] = MessageSchemas.Discovery(ScimUrns.Schema, "RFC 7643 §7.", "id", "name", "attributes"),
        };
        foreach (var type in catalog.ResourceTypes)
        {
            schemas[type.Name] = AttributeSchemas.Of(type);
            schemas[$"{type.Name}List"] = MessageSchemas.PageOf(Reference(type.Name), $"A page of {type.Name} resources (RFC 7644 §3.4.2).");
        }

        var any = new OpenApiSchema { AnyOf = [.. catalog.ResourceTypes.Select(type => Reference(type.Name))] };
        schemas["ResourceList"] = MessageSchemas.PageOf(any, "A page of resources of all types (RFC 7644 §3.4.2.1).");
        foreach (var element in (string[])["ResourceType", "Schema"])
        {
            schemas[$"{element}List"] = MessageSchemas.ListOf(Reference(element), $"A page of {element} resources (RFC 7644 §3.4.2).");
        }

        return schemas;

        IOpenApiSchema Reference(string name) => new OpenApiSchemaReference(name, document);
    }
}
