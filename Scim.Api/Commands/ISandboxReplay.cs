using Scim.Core.Adapters.Sandbox;

namespace Scim.Api.Commands;

/// <summary>A provisioning cycle that is played against a running sandbox.</summary>
internal interface ISandboxReplay
{
    /// <summary>Plays it, shows its progress, and answers whether everything came out as expected.</summary>
    /// <param name="scim">The SCIM base URL, without a slash at its end.</param>
    /// <param name="token">A bearer token with scope admin.</param>
    Task<bool> PlayAsync(Uri scim, string token, ProductSandbox sandbox, Terminal terminal, CancellationToken ct);
}
