using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

internal static class EndpointConventions
{
    public static TBuilder Audits<TBuilder>(this TBuilder endpoint, string action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditedAs(action));

    public static TBuilder For<TBuilder>(this TBuilder endpoints, Func<SchemaCatalog, ResourceType> type)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ResourceKind(catalog => [type(catalog)]));

    public static TBuilder ForAll<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ResourceKind(catalog => catalog.ResourceTypes));
}
