using System.Net;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Management;

[Rfc("7643-9.3-01")]
[Rfc("7643-9.3-01")]
public sealed class ManagementTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync("--Scim:Management:Urls=http://127.0.0.1:0");

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task The_operators_address_tells_metrics_and_the_details_of_health_without_a_token()
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _gateway.Management };

        var metrics = await client.GetStringAsync("/metrics");
        var health = await client.GetStringAsync("/health/ready");

        Assert.That(metrics, Does.Contain("dotnet_"));
        Assert.That(health, Does.Contain("\"findings\""));
    }

    [TestCase("/scim/v2/Users")]
    [TestCase("/scim/v2/ServiceProviderConfig")]
    [TestCase("/scim/Users")]
    [TestCase("//scim/v2/Users")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/docs/")]
    public async Task The_operators_address_serves_nothing_else(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Management.GetLeftPart(UriPartial.Authority) + path);

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_clients_address_tells_strangers_only_the_status()
    {
        using var metrics = await _gateway.CreateClient(null).GetAsync("/metrics");
        var health = await _gateway.CreateClient(null).GetStringAsync("/health/ready");

        Assert.That((metrics.StatusCode, health), Is.EqualTo((HttpStatusCode.Unauthorized, """{"status":"ready"}""")));
    }

    [TestCase("127.0.0.1:9090")]
    [TestCase("http://localhost")]
    [TestCase("http://localhost:99999")]
    public Task An_address_without_a_port_of_its_own_is_a_fault(string url) => Assert.ThatAsync(
        async () => await TestGateway.StartAsync($"--Scim:Management:Urls={url}"),
        Throws.Exception.With.Message.Contains(
            $"Scim:Management:Urls = '{url}' is no list of addresses to listen at: expected such as http://127.0.0.1:9090, each with a port that nothing else uses, with semicolons between them."));
}
