using Scim.Core.Options;
using Scim.Core.Storage;

namespace Scim.Api.Authentication;

/// <summary>A token at the one moment when its secret is known.</summary>
internal sealed record IssuedToken(StoredToken Token, Secret Text);
