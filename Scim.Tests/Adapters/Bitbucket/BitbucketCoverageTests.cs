using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Bitbucket;

public sealed class BitbucketCoverageTests : CoverageContract;
