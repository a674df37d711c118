using System.Net;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Health;

public sealed class HealthTests
{
    [Test]
    public async Task Alive_and_ready_need_no_token()
    {
        await using var gateway = await TestGateway.StartAsync();

        var live = await gateway.CreateClient(null).GetStringAsync("/health/live");
        var ready = await gateway.CreateClient(null).GetStringAsync("/health/ready");

        Assert.That((live, ready), Is.EqualTo(("""{"status":"live"}""", """{"status":"ready"}""")));
    }

    [Test]
    public async Task A_product_that_is_down_makes_it_degraded_and_only_a_token_learns_why()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Sandbox.State = "STARTING";

        var without = await gateway.CreateClient(null).GetStringAsync("/health/ready");
        using var with = await gateway.Client.GetAsync("/health/ready");

        Assert.That(without, Is.EqualTo("""{"status":"degraded"}"""));
        Assert.That(with.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(with)).GetProperty("product").GetProperty("findings").GetArrayLength(), Is.GreaterThan(0));
    }

    [Test]
    public async Task A_fresh_answer_costs_the_product_nothing_more()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var first = await gateway.Client.GetAsync("/health/ready");
        gateway.Sandbox.ForgetCalls();

        using var second = await gateway.Client.GetAsync("/health/ready");

        Assert.That(gateway.Sandbox.Calls, Is.Empty);
    }
}
