using System.Globalization;
using System.Net;
using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Api.Storage;
using Scim.Api.Telemetry;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
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
            "scim_guard_open{otel_scope_name=\"Scim.Gateway\"} 0",
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

    [Test]
    public async Task How_long_tokens_last_is_told_by_name_and_the_last_of_a_name_counts()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (issuer, tokens) = (gateway.Get<TokenIssuer>(), gateway.Get<ITokenStore>());
        var old = await issuer.CreateAsync("entra", TokenScope.Provision, TimeSpan.FromDays(30), null, Actor.Gateway, default);
        _ = await issuer.RotateAsync(old.Token, TimeSpan.FromHours(1), Actor.Gateway, default);
        var gone = await issuer.CreateAsync("okta", TokenScope.Provision, TimeSpan.FromDays(1), null, Actor.Gateway, default);
        await issuer.RevokeAsync(gone.Token, Actor.Gateway, default);
        gateway.Get<GatewayMeter>().Counted(await tokens.ListAsync(default));

        var text = await gateway.Client.GetStringAsync("/metrics");

        var told = text.Split('\n').Where(line => line.StartsWith("scim_token_expiry_seconds{", StringComparison.Ordinal)).ToArray();
        Assert.That(told, Has.Length.EqualTo(1), text);
        Assert.That(told[0], Does.Contain("name=\"entra\"}"));
        Assert.That(double.Parse(told[0].Split(' ')[1], CultureInfo.InvariantCulture), Is.EqualTo(TimeSpan.FromDays(30).TotalSeconds).Within(120));
    }

    private static async Task CountAsync(TestGateway gateway) =>
        gateway.Get<GatewayMeter>().Counted(await gateway.Get<CensusReader>().ReadAsync(default));
}
