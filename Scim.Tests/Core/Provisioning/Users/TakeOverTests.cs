using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class TakeOverTests(string store) : UserFixture(store)
{
    [TestCase("sameExternalId", "e-1", "e-1", true)]
    [TestCase("sameExternalId", null, "e-1", true)]
    [TestCase("sameExternalId", "e-1", null, true)]
    [TestCase("sameExternalId", null, null, true)]
    [TestCase("sameExternalId", "e-1", "e-2", false)]
    [TestCase("sameExternalId", "e-1", "E-1", false)]
    [TestCase("always", "e-1", "e-2", true)]
    [TestCase("never", "e-1", "e-1", false)]
    [TestCase("never", null, null, false)]
    [Rfc("7644-3.6-03")]
    public async Task Who_may_take_over_an_account_is_decided_by_the_externalId_and_the_setting(string setting, string? had, string? has, bool may)
    {
        await using var gateway = await StartAnotherAsync($"--Scim:Users:TakeOver={setting}");
        var former = (await gateway.PostAsync(Body("ann", had))).Id;
        _ = await gateway.DeleteAsync(former);
        var day = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        gateway.Sandbox.ForgetCalls();

        var answer = await gateway.PostAsync(Body("ANN", has));

        var entry = (await gateway.EntriesAsync(answer)).Single();
        if (may)
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.Id, Is.Not.EqualTo(former));
            Assert.That(answer.IsActive, Is.True);
            Assert.That(gateway.Sandbox.Read().User("ann")!.Active, Is.True);
            Assert.That(gateway.Calls(), Is.EqualTo(new[] { "GET /user", "PUT /user" }));
            Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.UserTakeOver, AuditOutcome.Success)));
            Assert.That((await gateway.ReadAsync(former)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
        else
        {
            var whose = had is null ? "(without an externalId)" : $"(externalId '{had}')";
            Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.Conflict, "uniqueness")));
            Assert.That(
                answer.Detail,
                Is.EqualTo($"The account 'ann' belonged to user {former} {whose}, deleted on {day}. Scim:Users:TakeOver decides who may have it."));
            Assert.That(gateway.Sandbox.Read().User("ann")!.Active, Is.False);
            Assert.That(gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
        }
    }

    [Test]
    public async Task A_deleted_users_account_is_not_found_by_a_look_up()
    {
        _ = await Gateway.DeleteAsync(await Gateway.CreateUserAsync("buried"));

        Assert.That((await Gateway.FindNameAsync("buried")).Found, Is.Empty);
    }

    [Test]
    public async Task A_made_up_address_stays_hidden_after_a_take_over()
    {
        _ = await Gateway.DeleteAsync(await Gateway.CreateUserAsync("mailless"));

        var answer = await Gateway.PostAsync("""{"userName":"mailless","displayName":"mailless"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(Gateway.Sandbox.Read().User("mailless")!.Email, Is.EqualTo("mailless@users.invalid"));
        Assert.That(answer.Emails, Is.Empty);
        Assert.That((await Gateway.ReadAsync(answer.Id)).Emails, Is.Empty);
    }

    [Test]
    public async Task An_account_that_somebody_deleted_meanwhile_is_made_anew()
    {
        var former = await Gateway.CreateUserAsync("gone");
        _ = await Gateway.DeleteAsync(former);
        Gateway.Sandbox.RemoveUser("gone");
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PostAsync("""{"userName":"gone"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user", "POST /user" }));
        Assert.That((await Gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserCreate));
    }

    private static string Body(string name, string? externalId) =>
        externalId is null ? $$"""{"userName":"{{name}}"}""" : $$"""{"userName":"{{name}}","externalId":"{{externalId}}"}""";
}
