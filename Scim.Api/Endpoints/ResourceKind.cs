using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>The resource type that an endpoint is about.</summary>
internal sealed record ResourceKind(Func<SchemaCatalog, ResourceType> Select);
