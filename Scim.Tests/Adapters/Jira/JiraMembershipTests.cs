using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Jira;

[TestFixtureSource(typeof(JiraReleases), nameof(JiraReleases.All))]
internal sealed class JiraMembershipTests(string version, string language) : MembershipContract
{
    protected override Task<ProductUnderTest> StartAsync() => JiraUnderTest.StartContractAsync(version, language);
}
