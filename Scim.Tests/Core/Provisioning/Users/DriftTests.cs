using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DriftTests(string store) : UserFixture(store)
{
    [Test]
    public async Task On_a_read_the_live_value_wins_and_the_version_grows_and_the_drift_has_an_entry_of_its_own()
    {
        var before = await CreateAsync("read");
        await Gateway.ChangeInProductAsync("read", """{"displayName":"Theirs","emailAddress":"theirs@example.com","active":false}""");

        var answer = await Gateway.ReadAsync(before.Id);

        var entries = await Gateway.EntriesAsync(answer, 2);
        Assert.That((answer.Text("displayName"), answer.Emails.Single(), answer.IsActive), Is.EqualTo(("Theirs", "theirs@example.com", false)));
        Assert.That(answer.Version, Is.Not.EqualTo(before.Version));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
        Assert.That(entries.Select(e => e.Action), Is.EquivalentTo(new[] { AuditAction.DriftSeen, AuditAction.UserRead }));
        var drift = entries.Single(e => e.Action == AuditAction.DriftSeen);
        Assert.That(drift.Detail, Is.EqualTo("Changed in Jira."));
        Assert.That(drift.Resource?.Id, Is.EqualTo(before.Id));
        Assert.That(drift.Changes.Select(c => c.Attribute), Is.EquivalentTo(new[] { "displayName", "emails", "active" }));
        Assert.That(drift.Told(), Does.Contain("displayName: \"Ours\" to \"Theirs\""));
    }

    [Test]
    public async Task A_second_read_sees_no_drift_any_more()
    {
        var id = (await CreateAsync("twice")).Id;
        await Gateway.ChangeInProductAsync("twice", """{"displayName":"Theirs"}""");
        var first = await Gateway.ReadAsync(id);

        var second = await Gateway.ReadAsync(id);

        Assert.That(second.Version, Is.EqualTo(first.Version));
        Assert.That((await Gateway.EntriesAsync(second)).Select(e => e.Action), Is.EqualTo(new[] { AuditAction.UserRead }));
    }

    [Test]
    public async Task A_look_up_sees_it_too()
    {
        var id = (await CreateAsync("looked.up")).Id;
        await Gateway.ChangeInProductAsync("looked.up", """{"displayName":"Theirs"}""");

        var answer = await Gateway.FindNameAsync("looked.up");

        Assert.That(answer.Found, Is.EqualTo(new[] { id }));
        Assert.That(
            (await Gateway.EntriesAsync(answer, 2)).Select(e => e.Action), Is.EquivalentTo(new[] { AuditAction.DriftSeen, AuditAction.UserSearch }));
    }

    [Test]
    public async Task A_name_that_was_changed_in_the_product_is_the_users_name_now()
    {
        var id = (await CreateAsync("maiden")).Id;
        Gateway.Sandbox.RenameUser("maiden", "married");

        var answer = await Gateway.ReadAsync(id);

        Assert.That(answer.Text("userName"), Is.EqualTo("married"));
        Assert.That((await Gateway.FindNameAsync("married")).Found, Is.EqualTo(new[] { id }));
        Assert.That((await Gateway.FindNameAsync("maiden")).Found, Is.Empty);
    }

    [Test]
    public async Task It_is_not_overwritten_where_the_request_does_not_name_the_attribute()
    {
        var id = (await CreateAsync("unnamed")).Id;
        await Gateway.ChangeInProductAsync("unnamed", """{"emailAddress":"theirs@example.com"}""");

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Ours too"}""");

        var entries = await Gateway.EntriesAsync(answer, 2);
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Ours too"}""" }));
        Assert.That(answer.Emails, Is.EqualTo(new[] { "theirs@example.com" }));
        Assert.That(Gateway.Sandbox.Read().User("unnamed")!.Email, Is.EqualTo("theirs@example.com"));
        Assert.That(entries.Select(e => e.Action), Is.EqualTo(new[] { AuditAction.DriftSeen, AuditAction.UserUpdate }));
        Assert.That(entries[0].Changes.Select(c => c.Attribute), Is.EqualTo(new[] { "emails" }));
        Assert.That(entries[1].Told(), Is.EqualTo(new[] { "displayName: \"Ours\" to \"Ours too\"" }));
    }

    [Test]
    public async Task It_is_overwritten_where_the_request_names_the_attribute_and_both_are_told()
    {
        var before = await CreateAsync("named");
        await Gateway.ChangeInProductAsync("named", """{"displayName":"Theirs"}""");

        var answer = await Gateway.PatchAsync(before.Id, """{"op":"replace","path":"displayName","value":"Ours"}""");

        var entries = await Gateway.EntriesAsync(answer, 2);
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user", "PUT /user" }));
        Assert.That(Gateway.Sandbox.Read().User("named")!.DisplayName, Is.EqualTo("Ours"));
        Assert.That(entries.Select(e => e.Action), Is.EqualTo(new[] { AuditAction.DriftSeen, AuditAction.UserUpdate }));
        Assert.That(entries[0].Told(), Is.EqualTo(new[] { "displayName: \"Ours\" to \"Theirs\"" }));
        Assert.That(entries[1].Told(), Is.EqualTo(new[] { "displayName: \"Theirs\" to \"Ours\"" }));
    }

    [Test]
    public async Task The_read_before_a_noop_that_finds_a_change_leaves_an_entry_of_its_own_and_the_request_stays_a_noop()
    {
        var before = await CreateAsync("aside");
        await Gateway.ChangeInProductAsync("aside", """{"emailAddress":"theirs@example.com"}""");

        var answer = await Gateway.PatchAsync(before.Id, """{"op":"replace","path":"displayName","value":"Ours"}""");

        var entries = await Gateway.EntriesAsync(answer, 2);
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
        Assert.That(answer.Emails, Is.EqualTo(new[] { "theirs@example.com" }));
        Assert.That(answer.Version, Is.Not.EqualTo(before.Version));
        Assert.That(
            entries.Select(e => (e.Action, e.Outcome)),
            Is.EqualTo(new[] { (AuditAction.DriftSeen, AuditOutcome.Success), (AuditAction.UserUpdate, AuditOutcome.Noop) }));
        Assert.That(entries[1].Changes, Is.Empty);
    }

    [Test]
    public async Task What_a_PUT_names_is_overwritten_and_the_rest_of_the_drift_stays()
    {
        var id = (await CreateAsync("put.drift")).Id;
        await Gateway.ChangeInProductAsync("put.drift", """{"displayName":"Theirs","active":false}""");

        var answer = await Gateway.PutAsync(
            id, """{"userName":"put.drift","displayName":"Ours","emails":[{"value":"put.drift@example.com","type":"work","primary":true}]}""");

        Assert.That((answer.Text("displayName"), answer.IsActive), Is.EqualTo(("Ours", false)));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Ours"}""" }));
    }

    private async Task<Answer> CreateAsync(string name)
    {
        var answer = await Gateway.PostAsync(
            $$"""{"userName":"{{name}}","displayName":"Ours","emails":[{"value":"{{name}}@example.com","type":"work","primary":true}]}""");
        Gateway.Sandbox.ForgetCalls();
        return answer;
    }
}
