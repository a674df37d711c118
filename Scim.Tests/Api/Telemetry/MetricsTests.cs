using System.Net;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Api.Telemetry;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Telemetry;

public sealed class MetricsTests
{
    [Test]
    public async Task Without_a_token_nothing_is_told_and_a_read_token_is_enough()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = await gateway.IssueAsync(TokenScope.Read);

        using var refused = await gateway.CreateClient(null).GetAsync("/metrics");
        using var told = await gateway.CreateClient(token.Text.Reveal()).GetAsync("/metrics");

        Assert.That((refused.StatusCode, told.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.OK)));
        Assert.That(told.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
    }

    [Test]
    public async Task Every_promised_name_is_there_once_it_has_something_to_tell()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Sandbox.Faults.Set("POST", "*/user", new SandboxFault.Throttle(0));
        await gateway.CreateUserAsync("measured");
        using var refused = await gateway.CreateClient("nobody's").GetAsync("Users");
        await CountAsync(gateway);

        var text = await gateway.Client.GetStringAsync("/metrics");

        string[] expected =
        [
            "scim_requests_total{otel_scope_name=\"Scim.Gateway\",method=\"POST\",outcome=\"success\",resource=\"User\"} 1",
            "scim_requests_total{otel_scope_name=\"Scim.Gateway\",method=\"GET\",outcome=\"failure\",resource=\"User\"} 1",
            "scim_request_duration_seconds_bucket{",
            "scim_product_calls_total{",
            "scim_product_call_duration_seconds_sum{",
            "scim_product_retries_total{",
            "scim_journal_pending{otel_scope_name=\"Scim.Gateway\"} 0",
            "scim_resources{otel_scope_name=\"Scim.Gateway\",active=\"true\",type=\"User\"} 1",
            "scim_auth_failures_total{otel_scope_name=\"Scim.Gateway\"} 1",
        ];
        Assert.That(expected.Where(name => !text.Contains(name, StringComparison.Ordinal)), Is.Empty, text);
        Assert.That(text, Does.Not.Contain("measured"));
    }

    [Test]
    public async Task Resources_are_counted_by_type_and_whether_they_are_active([ValueSource(typeof(GatewayOn), nameof(GatewayOn.Stores))] string store)
    {
        await using var gateway = await GatewayOn.StartAsync(store);
        await gateway.CreateUserAsync("ann");
        var bob = await gateway.CreateUserAsync("bob");
        var eve = await gateway.CreateUserAsync("eve");
        using var deactivated = await gateway.SendAsync(HttpMethod.Patch, $"Users/{bob}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}""");
        using var deleted = await gateway.SendAsync(HttpMethod.Delete, $"Users/{eve}");
        using var group = await gateway.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"Staff"}""");

        var census = await gateway.Get<CensusReader>().ReadAsync(default);

        Assert.That(census, Is.EqualTo(new Census(ActiveUsers: 1, InactiveUsers: 1, Groups: 1, Pending: 0)));
    }

    private static async Task CountAsync(TestGateway gateway) =>
        gateway.Get<GatewayMeter>().Counted(await gateway.Get<CensusReader>().ReadAsync(default));
}
