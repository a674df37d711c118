using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Api.Commands.Replay;

/// <summary>What a replay plays against.</summary>
/// <param name="ScimUrl">The gateway's SCIM base URL, without a slash at its end.</param>
/// <param name="Token">A bearer token with scope <c>provision</c>.</param>
/// <param name="Adapter">For the accounts that the product had before the gateway came.</param>
/// <param name="Sandbox">The product's truth, seen past the gateway.</param>
internal sealed record ReplayTarget(Uri ScimUrl, string Token, IProductAdapter Adapter, ProductSandbox Sandbox);
