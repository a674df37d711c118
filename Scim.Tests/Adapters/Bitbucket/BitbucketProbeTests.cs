using NUnit.Framework;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Bitbucket;

[TestFixtureSource(typeof(BitbucketForms), nameof(BitbucketForms.All))]
internal sealed class BitbucketProbeTests(BitbucketForm form) : ProbeContract
{
    protected override Task<ProductUnderTest> StartAsync() => BitbucketUnderTest.StartContractAsync(form);
}
