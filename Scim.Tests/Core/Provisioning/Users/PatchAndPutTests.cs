using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class PatchAndPutTests(string store) : UserFixture(store)
{
    [TestCase("""{"op":"replace","path":"displayName","value":"New"}""", """{"displayName":"New"}""")]
    [TestCase("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"n@example.com"}""", """{"emailAddress":"n@example.com"}""")]
    [TestCase("""{"op":"replace","path":"active","value":false}""", """{"active":false}""")]
    public async Task One_changed_attribute_is_one_call_that_sends_nothing_else(string operation, string sent)
    {
        var id = await CreateAsync($"one{Math.Abs(sent.GetHashCode(StringComparison.Ordinal))}");

        var answer = await Gateway.PatchAsync(id, operation);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "PUT /user" }));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { sent }));
    }

    [Test]
    [Rfc("7644-3.1-03")]
    public async Task The_answer_refreshes_the_mirror()
    {
        var id = await CreateAsync("refresh");

        var patched = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":" Trimmed by Jira "}""");

        Assert.That(Gateway.Sandbox.Read().User("refresh")!.DisplayName, Is.EqualTo("Trimmed by Jira"));
        Assert.That((await Gateway.ReadAsync(id)).Json.GetRawText(), Is.EqualTo(patched.Json.GetRawText()));
    }

    [Test]
    public async Task An_empty_plan_is_made_sure_of_with_one_read_and_is_a_noop()
    {
        var id = await CreateAsync("noop");
        var before = await Gateway.ReadAsync(id);
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Name"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
        Assert.That(answer.Version, Is.EqualTo(before.Version));
        Assert.That((entry.Action, entry.Outcome, entry.Changes.Length), Is.EqualTo((AuditAction.UserUpdate, AuditOutcome.Noop, 0)));
    }

    [Test]
    public async Task With_reads_from_the_mirror_an_empty_plan_costs_nothing()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Reads=mirror");
        var id = await gateway.CreateUserAsync("noop");
        gateway.Sandbox.ForgetCalls();

        _ = await gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"noop"}""");

        Assert.That(gateway.Calls(), Is.Empty);
    }

    [Test]
    public async Task A_PUT_sends_only_what_becomes_different()
    {
        var id = await CreateAsync("put");

        var answer = await Gateway.PutAsync(
            id, """{"userName":"put","displayName":"Put","emails":[{"value":"put@example.com","type":"work","primary":true}]}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Put"}""" }));
    }

    [Test]
    public async Task A_PUT_takes_away_what_it_leaves_out_even_where_the_product_has_nothing_to_hear()
    {
        var id = await CreateAsync("out");
        _ = await Gateway.PatchAsync(id, """{"op":"add","path":"title","value":"Pilot"}""");

        var answer = await Gateway.PutAsync(
            id, """{"userName":"out","displayName":"Name","emails":[{"value":"out@example.com","type":"work","primary":true}]}""");

        Assert.That(answer.Text("title"), Is.Null);
        Assert.That((await Gateway.ReadAsync(id)).Text("title"), Is.Null);
        Assert.That((await Gateway.EntriesAsync(answer)).Single().Told(), Is.EqualTo(new[] { "title: \"Pilot\" to nothing" }));
    }

    [Test]
    public async Task A_PUT_without_active_neither_activates_nor_deactivates()
    {
        var id = await CreateAsync("still");
        _ = await Gateway.PatchAsync(id, """{"op":"replace","path":"active","value":false}""");

        var answer = await Gateway.PutAsync(id, """{"userName":"still","displayName":"Name"}""");

        Assert.That(answer.IsActive, Is.False);
        Assert.That(Gateway.Sandbox.Read().User("still")!.Active, Is.False);
    }

    [Test]
    [Rfc("7643-4.1.1-02", "7644-3.12-16")]
    public async Task A_rename_to_the_name_of_another_user_names_that_user()
    {
        var id = await CreateAsync("mine");
        var other = await CreateAsync("yours");

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"Yours"}""");

        Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.Conflict, "uniqueness")));
        Assert.That(answer.Detail, Is.EqualTo($"userName 'Yours' belongs to user {other}."));
        Assert.That(Gateway.Calls(), Is.Empty);
    }

    [Test]
    public async Task A_rename_to_a_name_that_only_the_product_knows_is_409_with_the_products_word()
    {
        var id = await CreateAsync("here");
        Gateway.Sandbox.AddUser("there", "There", "there@example.com");

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"there"}""");

        Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.Conflict, "uniqueness")));
        Assert.That(answer.Detail, Is.EqualTo("Jira already has an account with the login name 'there'."));
        Assert.That((await Gateway.ReadAsync(id)).Text("userName"), Is.EqualTo("here"));
    }

    [Test]
    public async Task A_change_that_the_product_refuses_changes_nothing_here_either()
    {
        var id = await CreateAsync("lead");
        var before = await Gateway.ReadAsync(id);
        Gateway.Sandbox.Entangle("lead", isLead: true);

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"active","value":false}""");

        Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.BadRequest, "invalidValue")));
        Assert.That(answer.Detail, Is.EqualTo("Jira says (400): User 'lead' is a project lead and cannot be deactivated."));
        Assert.That((await Gateway.ReadAsync(id)).Json.GetRawText(), Is.EqualTo(before.Json.GetRawText()));
    }

    private async Task<string> CreateAsync(string name)
    {
        var answer = await Gateway.PostAsync(
            $$"""{"userName":"{{name}}","displayName":"Name","emails":[{"value":"{{name}}@example.com","type":"work","primary":true}]}""");
        Gateway.Sandbox.ForgetCalls();
        return answer.Id;
    }
}
