using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>What the executable tells a collector and its log.</summary>
[Category("EndToEnd")]
public sealed class TelemetryTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";

    private DirectoryInfo _folder = null!;
    private OtlpCollector _collector = null!;
    private JiraSandbox _sandbox = null!;
    private SandboxServer _product = null!;
    private GatewayProcess _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        _collector = await OtlpCollector.StartAsync();
        var options = new JiraSandboxOptions();
        _sandbox = new(options, TimeProvider.System);
        _product = await SandboxServer.StartAsync(_sandbox);
        _gateway = await GatewayProcess.StartAsync(new Dictionary<string, string>
        {
            ["Scim:Adapter"] = "jira",
            ["Scim:Jira:BaseUrl"] = _product.BaseUrl.AbsoluteUri,
            ["Scim:Jira:Token"] = options.Token,
            ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "scim.db")}",
            ["Logging:LogLevel:Scim"] = "Debug",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _product.DisposeAsync();
        await _collector.DisposeAsync();
        _sandbox.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task One_trace_leads_from_the_clients_call_to_each_product_call_without_what_was_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?filter=userName+eq+%22traced-name%22");
        request.Headers.Add("traceparent", $"00-{Trace}-{Span}-01");

        using var answer = await _gateway.CreateClient().SendAsync(request);

        Assert.That(answer.Headers.GetValues("X-Request-Id").Single(), Is.EqualTo(Trace));
        Assert.That(() => _collector.Received("/v1/traces"), Does.Contain("Jira GET /rest/api/2/user").And.Contain("/scim/v2/Users").After(20_000, 100));
        var traces = _collector.Received("/v1/traces");
        var inside = traces.Split(OtlpCollector.Bytes(Trace)).Length - 1;
        Assert.That(inside, Is.GreaterThanOrEqualTo(2), "the client's call and the product's are in the client's trace");
        Assert.That(traces, Does.Contain(OtlpCollector.Bytes(Span)), "the client's span is the parent");
        Assert.That(traces, Does.Not.Contain("traced-name"));
    }

    [Test]
    public void Metrics_are_exported_too() =>
        Assert.That(() => _collector.Received("/v1/metrics"), Does.Contain("scim.journal.pending").After(20_000, 100));

    [Test]
    public async Task The_log_is_JSON_with_the_requests_id_and_no_personal_value()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users")
        {
            Content = JsonContent.Create(new { userName = "logged-name", displayName = "Logged Person", emails = new[] { new { value = "logged@example.com" } } }),
        };
        request.Headers.Add("client-request-id", "id-of-the-logged-request");

        using var answer = await _gateway.CreateClient().SendAsync(request);

        answer.EnsureSuccessStatusCode();
        Assert.That(() => _gateway.Said, Does.Contain("\"ScimRequestId\":\"id-of-the-logged-request\"").After(20_000, 100));
        var lines = _gateway.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Where(line => JsonSerializer.Deserialize<JsonElement>(line).ValueKind != JsonValueKind.Object), Is.Empty);
        Assert.That(_gateway.Said, Does.Not.Contain("logged-name").And.Not.Contain("Logged Person").And.Not.Contain("logged@example.com"));
    }
}
