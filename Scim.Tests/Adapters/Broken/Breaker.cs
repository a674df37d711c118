using Scim.Adapters.Contract;
using Scim.Core.Adapters;
using Scim.Tests.Adapters.Bitbucket;
using Scim.Tests.Adapters.Jira;

namespace Scim.Tests.Adapters.Broken;

/// <summary>An adapter that breaks just one promise of the contract.</summary>
/// <param name="Name">What it does wrong.</param>
/// <param name="Contract">The fixture that must see it.</param>
/// <param name="Break">Breaks a good adapter.</param>
/// <param name="Reds">The fixture's tests that fail because of it.</param>
internal sealed record Breaker(string Name, Type Contract, Func<IProductAdapter, IProductAdapter> Break, params string[] Reds)
{
    /// <summary>Configuration otherwise than by default.</summary>
    public (string Key, string? Value)[] Settings { get; init; } = [];

    /// <summary>What stands between the adapter's HTTP client and the product.</summary>
    public Func<DelegatingHandler>? Between { get; init; }

    public override string ToString() => Name;

    /// <summary>The broken adapter over a fresh product: Jira, or Bitbucket where it is about access, which Jira has no need of.</summary>
    public async Task<ProductUnderTest> StartAsync()
    {
        if (Contract == typeof(AccessContract))
        {
            return await BitbucketUnderTest.StartContractAsync(new("documented", options => options.PageCap = 50), Break);
        }

        return await JiraUnderTest.StartContractAsync("9.12.8", "en", this);
    }
}
