using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Bitbucket;

[TestFixtureSource(typeof(BitbucketForms), nameof(BitbucketForms.All))]
internal sealed class BitbucketFaultTests(BitbucketForm form) : FaultContract
{
    protected override Task<ProductUnderTest> StartAsync() => BitbucketUnderTest.StartContractAsync(form);
}
