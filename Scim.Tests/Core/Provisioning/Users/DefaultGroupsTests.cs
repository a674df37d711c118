using System.Net;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DefaultGroupsTests(string store) : UserFixture(store)
{
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartWithDefaultGroupsAsync()
    {
        _gateway = await StartAnotherAsync("--Scim:Users:DefaultGroups:0=jira-software-users", "--Scim:Users:DefaultGroups:1=everybody");
        _gateway.Sandbox.AddGroup("everybody");
    }

    [TearDown]
    public async Task StopThatAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task They_are_joined_at_creation_with_one_call_each_before_a_deactivation()
    {
        _ = await _gateway.PostAsync("""{"userName":"ann","active":false}""");

        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "POST /user", "POST /group/user", "POST /group/user", "PUT /user" }));
        AssertJoined("ann");
    }

    [Test]
    public async Task They_are_joined_at_adoption_by_a_POST()
    {
        _gateway.Sandbox.AddUser("bob", "Bob", "bob@example.com");

        _ = await _gateway.PostAsync("""{"userName":"bob"}""");

        AssertJoined("bob");
    }

    [TestCase("PATCH")]
    [TestCase("PUT")]
    public async Task They_are_joined_at_adoption_by_the_first_change_of_a_seen_one(string method)
    {
        _gateway.Sandbox.AddUser("cleo", "Cleo", "cleo@example.com");
        var id = (await _gateway.FindNameAsync("cleo")).Found.Single();
        _gateway.Sandbox.ForgetCalls();

        var answer = method == "PATCH"
            ? await _gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Cleopatra"}""")
            : await _gateway.PutAsync(id, """{"userName":"cleo","displayName":"Cleopatra"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "PUT /user", "POST /group/user", "POST /group/user" }));
        AssertJoined("cleo");
    }

    [Test]
    public async Task They_are_not_enforced_later()
    {
        var id = (await _gateway.PostAsync("""{"userName":"dan"}""")).Id;
        _gateway.Sandbox.RemoveGroup("everybody");
        _gateway.Sandbox.AddGroup("everybody");
        _gateway.Sandbox.ForgetCalls();

        _ = await _gateway.PatchAsync(id, """{"op":"replace","path":"active","value":false}""");
        _ = await _gateway.PatchAsync(id, """{"op":"replace","path":"active","value":true}""");
        _ = await _gateway.ReadAsync(id);

        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "PUT /user", "PUT /user", "GET /user" }));
        Assert.That(_gateway.Sandbox.Read().Group("everybody")!.Members, Is.Empty);
    }

    [Test]
    public async Task One_that_the_product_does_not_have_is_503_with_what_to_do_and_goes_on_when_it_is_there()
    {
        _gateway.Sandbox.RemoveGroup("everybody");

        var answer = await _gateway.PostAsync("""{"userName":"eve","displayName":"Eve"}""");
        _gateway.Sandbox.AddGroup("everybody");
        var again = await _gateway.PostAsync("""{"userName":"eve","displayName":"Eve"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers, Does.ContainKey("Retry-After"));
        Assert.That(
            answer.Detail, Is.EqualTo("Jira has no group 'everybody', which Scim:Users:DefaultGroups names. Make it, or change the setting."));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.Conflict));
        AssertJoined("eve");
        Assert.That(_gateway.Sandbox.Calls.Count(c => c is { Method: "POST", Target: "/rest/api/2/user" }), Is.EqualTo(1));
        Assert.That(await _gateway.Get<IJournal>().CountAsync(default), Is.Zero);
    }

    private void AssertJoined(string name)
    {
        Assert.That(_gateway.Sandbox.Read().Group("jira-software-users")!.Members, Does.Contain(name));
        Assert.That(_gateway.Sandbox.Read().Group("everybody")!.Members, Does.Contain(name));
    }
}
