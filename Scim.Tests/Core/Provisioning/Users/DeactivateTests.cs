using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DeactivateTests(string store) : UserFixture(store)
{
    private const string Off = """{"op":"Replace","path":"active","value":"False"}""";
    private const string On = """{"op":"Replace","path":"active","value":"True"}""";

    [Test]
    [Rfc("7643-4.1.1-15")]
    public async Task Deactivation_is_one_call_and_keeps_the_memberships()
    {
        var id = await Gateway.CreateUserAsync("ann");
        var group = await Gateway.AddGroupAsync("staff of ann", id);
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, Off);

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.IsActive, Is.False);
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "PUT /user" }));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"active":false}""" }));
        Assert.That(Gateway.Sandbox.Read().Group("staff of ann")!.Members, Is.EqualTo(new[] { "ann" }));
        Assert.That((await Gateway.GetJsonAsync($"Groups/{group}")).GetProperty("members").GetArrayLength(), Is.EqualTo(1));
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserDeactivate));
        Assert.That(entry.Told(), Is.EqualTo(new[] { "active: true to false" }));
    }

    [Test]
    public async Task Restoring_is_one_call_and_gives_back_the_same_id_and_account_with_its_memberships()
    {
        var id = await Gateway.CreateUserAsync("bob");
        _ = await Gateway.AddGroupAsync("staff of bob", id);
        _ = await Gateway.PatchAsync(id, Off);
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, On);

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That((answer.Id, answer.IsActive), Is.EqualTo((id, true)));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "PUT /user" }));
        Assert.That(Gateway.Sandbox.Read().User("bob")!.Active, Is.True);
        Assert.That(Gateway.Sandbox.Read().Group("staff of bob")!.Members, Is.EqualTo(new[] { "bob" }));
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserReactivate));
    }

    [Test]
    public async Task A_PUT_deactivates_and_restores_alike()
    {
        var id = await Gateway.CreateUserAsync("cleo");

        var off = await Gateway.PutAsync(id, """{"userName":"cleo","displayName":"cleo","active":false}""");
        var on = await Gateway.PutAsync(id, """{"userName":"cleo","displayName":"cleo","active":true}""");

        Assert.That((off.IsActive, on.IsActive), Is.EqualTo((false, true)));
        Assert.That((await Gateway.EntriesAsync(off)).Single().Action, Is.EqualTo(AuditAction.UserDeactivate));
        Assert.That((await Gateway.EntriesAsync(on)).Single().Action, Is.EqualTo(AuditAction.UserReactivate));
    }

    [Test]
    public async Task One_that_is_deactivated_is_still_found_and_read()
    {
        var id = await Gateway.CreateUserAsync("dan");
        _ = await Gateway.PatchAsync(id, Off);

        var found = await Gateway.FindNameAsync("dan");
        var read = await Gateway.ReadAsync(id);

        Assert.That(found.Found, Is.EqualTo(new[] { id }));
        Assert.That(read.IsActive, Is.False);
    }
}
