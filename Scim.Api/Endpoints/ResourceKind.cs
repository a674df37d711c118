using System.Collections.Immutable;
using Scim.Core.Schemas;

namespace Scim.Api.Endpoints;

/// <summary>The resource types that an endpoint is about: one, or on the root all of them.</summary>
internal sealed record ResourceKind(Func<SchemaCatalog, ImmutableArray<ResourceType>> Select);
