using System.Diagnostics.CodeAnalysis;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

internal static class EndpointConventions
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>RFC 9110 §9.1: HEAD works wherever GET does.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Delegate handler) =>
        endpoints.MapMethods(pattern, Reading, handler).AddEndpointFilter(HeadResult.Filter);

    public static TBuilder Audits<TBuilder>(this TBuilder endpoint, string action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AuditedAs(action));

    public static TBuilder For<TBuilder>(this TBuilder endpoints, Func<SchemaCatalog, ResourceType> type)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ResourceKind(catalog => [type(catalog)]));

    public static TBuilder ForAll<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ResourceKind(catalog => catalog.ResourceTypes));
}
