using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Every call leaves exactly one entry.</summary>
public sealed class AuditTests
{
    private const string Guid = "1f6ce1f0-5d0e-4f6e-9c39-8f8b5f6f2f11";

    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("GET", "Users?count=1", AuditAction.UserSearch, AuditOutcome.Success)]
    [TestCase("GET", "Groups?count=1", AuditAction.GroupSearch, AuditOutcome.Success)]
    [TestCase("GET", "Users/nobody", AuditAction.UserRead, AuditOutcome.Failure)]
    [TestCase("GET", "Users?filter=nonsense", AuditAction.UserSearch, AuditOutcome.Failure)]
    [TestCase("DELETE", "Groups/nothing", AuditAction.GroupDelete, AuditOutcome.Failure)]
    [TestCase("POST", "Users", AuditAction.UserCreate, AuditOutcome.Failure)]
    [TestCase("GET", "Schemas", AuditAction.DiscoveryRead, AuditOutcome.Success)]
    [TestCase("GET", "Nothing", AuditAction.RequestRefused, AuditOutcome.Failure)]
    [TestCase("PUT", "Users", AuditAction.RequestRefused, AuditOutcome.Failure)]
    [TestCase("POST", "Bulk", AuditAction.Bulk, AuditOutcome.Failure)]
    public async Task A_read_or_a_refusal_leaves_one_entry(string method, string path, string action, AuditOutcome outcome)
    {
        using var answer = await _gateway.SendAsync(new(method), path);

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((action, outcome, (int)answer.StatusCode)));
        Assert.That(entry.Actor.Token, Is.EqualTo("(bootstrap)"));
    }

    [Test]
    public async Task A_change_leaves_one_entry_with_its_product_call()
    {
        // The first change also reads whom the product protects.
        await _gateway.CreateUserAsync("first");

        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", """{"userName":"audited","displayName":"Audited"}""");

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        Assert.That((entry.Action, entry.Outcome, entry.Status, entry.Resource!.Name), Is.EqualTo((AuditAction.UserCreate, AuditOutcome.Success, 201, "audited")));
        Assert.That(entry.Product.Select(call => (call.Method, call.Status)), Is.EqualTo(new[] { ("POST", (int?)201) }));
        Assert.That(entry.Actor.Ip, Is.EqualTo("127.0.0.1"));
    }

    [TestCase("GET", "Users?filter=userName+eq+%22ann%22&count=1", "/scim/v2/Users?filter=userName+eq+%22ann%22&count=1")]
    [TestCase("GET", "Users?access_token=sesame&aadOptscim062020", "/scim/v2/Users?access_token=…&aadOptscim062020")]
    [TestCase("DELETE", "Groups/n%C3%B6thing", "/scim/v2/Groups/n%C3%B6thing")]
    public async Task An_entry_tells_the_request_without_what_may_be_a_secret(string method, string path, string expected)
    {
        using var answer = await _gateway.SendAsync(new(method), path);

        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Request, Is.EqualTo(new AuditRequest(method, expected)));
    }

    [Test]
    public void Without_values_the_query_is_not_kept()
    {
        var trail = new AuditTrail("r", Actor.Gateway, AuditAction.UserSearch, TimeProvider.System) { Request = new("GET", "/scim/v2/Users?filter=x") };

        Assert.That(trail.Close(200).WithoutValues().Request, Is.EqualTo(new AuditRequest("GET", "/scim/v2/Users")));
    }

    [Test]
    public async Task A_connection_test_that_fails_as_the_product_is_down_is_one_too()
    {
        await using var gateway = await TestGateway.StartAsync(["--Scim:Product:Retries=0"]);
        gateway.Sandbox.Faults.Set("GET", "*", new SandboxFault.Refuse(), times: 20);

        using var answer = await gateway.Client.GetAsync($"Users?filter=userName+eq+%22{Guid}%22");

        var entry = (await gateway.AuditOfAsync(answer)).Single();
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((AuditAction.ConnectionTest, AuditOutcome.Failure, 503)));
    }

    [Test]
    public async Task A_refusal_tells_the_same_as_the_answer()
    {
        using var answer = await _gateway.Client.GetAsync("Users?filter=userName+eq");

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        var body = await TestGateway.JsonOf(answer);
        Assert.That((entry.ScimType, entry.Detail), Is.EqualTo((body.GetProperty("scimType").GetString(), body.GetProperty("detail").GetString())));
    }

    [TestCase($"Users?filter=userName+eq+%22{Guid}%22")]
    [TestCase($"Users?filter=externalId+eq+%22{Guid}%22")]
    [TestCase($"Users?filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22{Guid}%22")]
    [TestCase($"Users?filter=emails.value+eq+%22{Guid}%22")]
    [TestCase($"Groups?excludedAttributes=members&filter=displayName+eq+%22{Guid}%22")]
    public async Task Entras_connection_test_is_recognised(string path)
    {
        using var answer = await _gateway.Client.GetAsync(path);

        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Action, Is.EqualTo(AuditAction.ConnectionTest));
    }

    [TestCase("Users?filter=userName+eq+%22nobody%22")]
    [TestCase($"Users?filter=userName+sw+%22{Guid}%22")]
    [TestCase($"Users?filter=title+eq+%22{Guid}%22")]
    public async Task Any_other_search_is_a_search(string path)
    {
        using var answer = await _gateway.Client.GetAsync(path);

        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserSearch));
    }

    [Test]
    public async Task A_look_up_of_somebody_who_is_called_like_that_is_no_test()
    {
        const string Name = "b7c3b8f4-97f2-4b52-a0c1-7a2f0e9d0b11";
        await _gateway.CreateUserAsync(Name);

        using var answer = await _gateway.Client.GetAsync($"Users?filter=userName+eq+%22{Name}%22");

        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserSearch));
    }

    [Test]
    public async Task An_attribute_that_was_passed_over_is_named()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", """{"userName":"noted","favouriteColour":"red"}""");

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        Assert.That(entry.Notes, Has.Some.EqualTo("Passed over, as no attribute of User has this name: favouriteColour."));
    }

    [Test]
    public async Task With_StrictSchema_it_is_refused()
    {
        await using var strict = await TestGateway.StartAsync("--Scim:StrictSchema=true");

        using var answer = await strict.SendAsync(HttpMethod.Post, "Users", """{"userName":"noted","favouriteColour":"red"}""");

        var body = await TestGateway.JsonOf(answer);
        Assert.That(((int)answer.StatusCode, body.GetProperty("scimType").GetString()), Is.EqualTo((400, "invalidValue")));
        Assert.That(
            body.GetProperty("detail").GetString(),
            Is.EqualTo("favouriteColour: no attribute of User has this name, and Scim:StrictSchema is on."));
        Assert.That(strict.Sandbox.Read().User("noted"), Is.Null);
    }

    [Test]
    public async Task Without_values_an_entry_names_the_attributes_alone()
    {
        await using var discreet = await TestGateway.StartAsync("--Scim:Audit:Values=false");

        using var answer = await discreet.SendAsync(HttpMethod.Post, "Users", """{"userName":"discreet","displayName":"Never told"}""");

        var entry = (await discreet.AuditOfAsync(answer)).Single();
        Assert.That(entry.Changes.Select(change => change.Attribute), Does.Contain("displayName"));
        Assert.That(entry.Changes.Where(change => change.Before is not null || change.After is not null), Is.Empty);
        Assert.That(entry.Product.Where(call => call.Path.Contains('?', StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_long_user_agent_is_cut()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=0");
        request.Headers.TryAddWithoutValidation("User-Agent", new string('a', 500));

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Actor.UserAgent, Has.Length.EqualTo(200));
    }
}
