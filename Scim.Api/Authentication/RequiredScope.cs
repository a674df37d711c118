using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>The scope that an endpoint asks for.</summary>
internal sealed record RequiredScope(TokenScope Scope);
