using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests;

/// <summary>Stops the run's PostgreSQL. In the root namespace, so that it embraces all tests.</summary>
[SetUpFixture]
internal sealed class PostgreSqlShutdown
{
    [OneTimeTearDown]
    public Task StopAsync() => PostgreSqlServer.StopAsync();
}
