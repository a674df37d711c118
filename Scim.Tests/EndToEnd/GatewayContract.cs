using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>The executable, a store and a product, each on its own: a subclass for each store.</summary>
[Category("EndToEnd")]
public abstract class GatewayContract(TestProduct product)
{
    private AdapterSandbox _started = null!;
    private SandboxServer _product = null!;
    private GatewayProcess _gateway = null!;
    private Dictionary<string, string> _settings = null!;

    /// <summary>Settings that lead to a new, empty store.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> CreateStoreAsync();

    protected abstract Task DropStoreAsync();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var store = await CreateStoreAsync();
        _started = product.Start();
        _product = await SandboxServer.StartAsync(_started.Product!);
        _settings = new(product.Settings(_started, _product.BaseUrl).Concat(store));
        _gateway = await GatewayProcess.StartAsync(_settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
            await _product.DisposeAsync();
            _started.Product!.Dispose();
            await DropStoreAsync();
        }
    }

    [Test]
    public async Task A_posted_user_has_an_account_in_the_product_and_an_entry_in_the_audit_log()
    {
        using var answer = await _gateway.CreateClient().PostAsJsonAsync("Users", new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:User" },
            userName = "ann",
            displayName = "Ann",
            emails = new[] { new { value = "ann@example.com", type = "work", primary = true } },
        });
        var audit = await GatewayProcess.RunAsync(["audit", "--resource", "ann", "--format", "jsonl"], _settings);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), _gateway.Said);
        var account = _started.Product!.Read().User("ann")!;
        Assert.That((account.DisplayName, account.Email, account.MayLogIn), Is.EqualTo(("Ann", "ann@example.com", true)));
        var entry = JsonSerializer.Deserialize<JsonElement>(audit.Output.Split('\n')[0]);
        Assert.That(
            (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("requestId").GetString()),
            Is.EqualTo(("user.create", "success", answer.Headers.GetValues("X-Request-Id").Single())));
    }

    [Test]
    public async Task Check_finds_everything_in_order()
    {
        var check = await GatewayProcess.RunAsync(["check"], _settings);

        Assert.That(check.ExitCode, Is.Zero, check.Output + check.Error);
        Assert.That(check.Output, Does.Contain("ok\tconfiguration\t").And.Contain("ok\tstore\t").And.Contain("ok\tjournal\t").And.Contain($"ok\t{product} reachable\t"));
    }

    [Test]
    public async Task A_token_of_the_command_line_opens_the_door_at_once()
    {
        var created = await GatewayProcess.RunAsync(["token", "create", "--name", "entra", "--json"], _settings);
        var secret = JsonSerializer.Deserialize<JsonElement>(created.Output).GetProperty("secret").GetString();

        using var answer = await _gateway.CreateClient(secret).GetAsync("Users?count=0");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task It_ends_gracefully_when_it_is_asked_to()
    {
        await using var second = await GatewayProcess.StartAsync(_settings);

        Assert.That(await second.StopAsync(), Is.Zero, second.Said);
        Assert.That(second.StandardError, Does.Not.Contain("   at "));
    }
}
