using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests;

/// <summary>Puts away what tests of the whole run share. In the root namespace, so that it embraces all tests.</summary>
[SetUpFixture]
internal sealed class RunCleanUp
{
    [OneTimeTearDown]
    public async Task CleanUpAsync()
    {
        await PublishedGateway.DeleteAsync();
        await PostgreSqlServer.StopAsync();
    }
}
