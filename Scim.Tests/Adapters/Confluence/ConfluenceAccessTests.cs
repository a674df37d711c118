using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Confluence;

[TestFixtureSource(typeof(ConfluenceReleases), nameof(ConfluenceReleases.All))]
internal sealed class ConfluenceAccessTests(ConfluenceForm form) : AccessContract
{
    protected override Task<ProductUnderTest> StartAsync() => ConfluenceUnderTest.StartContractAsync(form);
}
