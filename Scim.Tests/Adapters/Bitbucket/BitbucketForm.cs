using Scim.Adapters.Bitbucket.Sandbox;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>A Bitbucket that the contract is held against.</summary>
/// <param name="Name">As it stands in the tests' names.</param>
/// <param name="Set">Its switches.</param>
/// <param name="IsOAuth">Whether the gateway logs in by OAuth 2 instead of name and password.</param>
internal sealed record BitbucketForm(string Name, Action<BitbucketSandboxOptions> Set, bool IsOAuth = false)
{
    public override string ToString() => Name;
}
