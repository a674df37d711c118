using System.Text.Json;
using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Endpoints;

/// <summary>RFC 7644 §4: what this service provider is and has.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this RouteGroupBuilder scim)
    {
        var discovery = scim.MapGroup("").WithTags("Discovery").AddEndpointFilter(RefuseFilter).Audits(AuditAction.DiscoveryRead);

        // RFC 7643 §5: whoever comes without a token learns here which one is needed.
        discovery.MapRead("/ServiceProviderConfig", Config).AllowAnonymous();
        discovery.MapRead("/ResourceTypes", ResourceTypes).RequireScope(TokenScope.Read);
        discovery.MapRead("/ResourceTypes/{name}", ResourceType).RequireScope(TokenScope.Read);
        discovery.MapRead("/Schemas", Schemas).RequireScope(TokenScope.Read);
        discovery.MapRead("/Schemas/{urn}", Schema).RequireScope(TokenScope.Read);
    }

    private static DiscoveryResult Config(ScimRequest request, ScimLimits limits) =>
        new(json => DiscoveryJson.WriteConfig(json, limits, request.BaseUrl));

    private static DiscoveryResult ResourceTypes(ScimRequest request, SchemaCatalog catalog) =>
        DiscoveryResult.List(catalog.ResourceTypes, (json, type) => DiscoveryJson.WriteResourceType(json, type, request.BaseUrl));

    private static DiscoveryResult ResourceType(string name, ScimRequest request, SchemaCatalog catalog) =>
        catalog.ResourceTypes.FirstOrDefault(type => type.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } type
            ? new(json => DiscoveryJson.WriteResourceType(json, type, request.BaseUrl))
            : throw new ScimException(ScimError.NotFound($"There is no resource type {name}."));

    private static DiscoveryResult Schemas(ScimRequest request, SchemaCatalog catalog) =>
        DiscoveryResult.List([.. All(request, catalog).Select(schema => schema.Write)], (json, write) => write(json));

    private static DiscoveryResult Schema(string urn, ScimRequest request, SchemaCatalog catalog) =>
        All(request, catalog).FirstOrDefault(schema => schema.Id.Equals(urn, StringComparison.OrdinalIgnoreCase)).Write is { } write
            ? new(write)
            : throw new ScimException(ScimError.NotFound($"There is no schema {urn}."));

    // Those of resources first: clients map what they find there.
    private static IEnumerable<(string Id, Action<Utf8JsonWriter> Write)> All(ScimRequest request, SchemaCatalog catalog)
    {
        foreach (var schema in catalog.Schemas)
        {
            yield return (schema.Id, json => DiscoveryJson.WriteSchema(json, schema, catalog, request.BaseUrl));
        }

        foreach (var schema in DiscoverySchema.All)
        {
            yield return (schema.Id, json => DiscoveryJson.WriteSchema(json, schema, request.BaseUrl));
        }
    }

    // RFC 7644 §4: "If a "filter" is provided, the service provider SHOULD respond with HTTP status code 403".
    private static ValueTask<object?> RefuseFilter(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Query["filter"].Count > 0
            ? throw new ScimException(new(StatusCodes.Status403Forbidden, null, "filter: expected no filter here, as all there is is answered."))
            : next(context);
}
