using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Jira;

[TestFixtureSource(typeof(JiraReleases), nameof(JiraReleases.All))]
internal sealed class JiraAccessTests(string version, string language) : AccessContract
{
    protected override Task<ProductUnderTest> StartAsync() => JiraUnderTest.StartContractAsync(version, language);
}
