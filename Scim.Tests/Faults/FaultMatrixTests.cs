using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Faults;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class FaultMatrixTests(string store) : FaultMatrix(TestProduct.Jira, store)
{
    [TestCaseSource(typeof(Operations), nameof(Operations.OfJira))]
    public Task Whatever_goes_wrong_a_client_that_repeats_its_request_gets_what_it_asked_for_once(Operation operation) =>
        PlayEveryFaultAsync(operation);

    [TestCaseSource(typeof(Operations), nameof(Operations.OfJira))]
    public Task From_wherever_a_plan_stops_recovery_alone_reaches_the_same_end(Operation operation) => PlayEveryStopAsync(operation);
}
