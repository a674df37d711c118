using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class AdoptTests(string store) : UserFixture(store)
{
    [Test]
    public async Task A_POST_of_a_name_that_the_product_has_links_the_account_and_applies_the_body()
    {
        Gateway.Sandbox.AddUser("zoe", "Zoe Old", "zoe@example.com");

        var answer = await Gateway.PostAsync("""{"userName":"zoe","displayName":"Zoe New","title":"Pilot"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        var account = Gateway.Sandbox.Read().User("zoe")!;
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((account.DisplayName, account.Email), Is.EqualTo(("Zoe New", "zoe@example.com")));
        Assert.That((answer.Text("displayName"), answer.Text("title")), Is.EqualTo(("Zoe New", "Pilot")));
        Assert.That(answer.Emails, Is.EqualTo(new[] { "zoe@example.com" }));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Zoe New"}""" }));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "POST /user", "GET /user", "GET /user", "PUT /user" }));
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((AuditAction.UserAdopt, AuditOutcome.Success, 201)));
    }

    [Test]
    public async Task A_POST_of_one_that_was_seen_keeps_the_id_it_was_shown_with()
    {
        Gateway.Sandbox.AddUser("sam", "Sam Seen", "sam@example.com");
        var id = (await Gateway.FindNameAsync("sam")).Found.Single();
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PostAsync("""{"userName":"sam","displayName":"Sam Kept"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Id, Is.EqualTo(id));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user", "PUT /user" }));
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserAdopt));
        Assert.That(entry.Told(), Does.Contain("displayName: \"Sam Seen\" to \"Sam Kept\""));
    }

    [Test]
    public async Task One_that_has_all_that_the_body_says_costs_the_look_only()
    {
        Gateway.Sandbox.AddUser("same", "Same Same", "same@example.com");
        _ = await Gateway.FindNameAsync("same");
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PostAsync("""{"userName":"same","displayName":"Same Same","externalId":"s"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
    }

    [Test]
    public async Task The_first_PATCH_of_a_seen_one_adopts_it_with_one_call()
    {
        Gateway.Sandbox.AddUser("pat", "Pat Seen", "pat@example.com");
        var id = (await Gateway.FindNameAsync("pat")).Found.Single();
        Gateway.Sandbox.ForgetCalls();

        var first = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Pat Ours"}""");
        var calls = Gateway.Calls();
        var second = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Pat Twice"}""");

        Assert.That(first.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(calls, Is.EqualTo(new[] { "PUT /user" }));
        Assert.That((await Gateway.EntriesAsync(first)).Single().Action, Is.EqualTo(AuditAction.UserAdopt));
        Assert.That((await Gateway.EntriesAsync(second)).Single().Action, Is.EqualTo(AuditAction.UserUpdate));
    }

    [Test]
    public async Task The_first_PATCH_of_a_seen_one_that_changes_only_what_we_keep_costs_nothing()
    {
        Gateway.Sandbox.AddUser("kim", "Kim Seen", "kim@example.com");
        var id = (await Gateway.FindNameAsync("kim")).Found.Single();
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, """{"op":"add","path":"externalId","value":"k-1"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(Gateway.Calls(), Is.Empty);
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserAdopt));
        Assert.That(entry.Told(), Is.EqualTo(new[] { "externalId: nothing to \"k-1\"" }));
    }

    [Test]
    public async Task The_first_PUT_of_a_seen_one_adopts_it()
    {
        Gateway.Sandbox.AddUser("pia", "Pia Seen", "pia@example.com");
        var id = (await Gateway.FindNameAsync("pia")).Found.Single();
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PutAsync(
            id, """{"userName":"pia","displayName":"Pia Ours","emails":[{"value":"pia@example.com","type":"work","primary":true}]}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserAdopt));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Pia Ours"}""" }));
    }

    [Test]
    public async Task A_deactivated_account_is_activated_by_a_POST_that_does_not_say_otherwise()
    {
        Gateway.Sandbox.AddUser("dora", "Dora", "dora@example.com", active: false);

        var answer = await Gateway.PostAsync("""{"userName":"dora","displayName":"Dora"}""");

        Assert.That(answer.IsActive, Is.True);
        Assert.That(Gateway.Sandbox.Read().User("dora")!.Active, Is.True);
    }

    [Test]
    public async Task A_deactivated_account_stays_so_where_the_POST_says_so()
    {
        Gateway.Sandbox.AddUser("dirk", "Dirk", "dirk@example.com", active: false);

        var answer = await Gateway.PostAsync("""{"userName":"dirk","displayName":"Dirk","active":false}""");

        Assert.That(answer.IsActive, Is.False);
        Assert.That(Gateway.Sandbox.Read().User("dirk")!.Active, Is.False);
        Assert.That(Gateway.Calls(), Has.None.EqualTo("PUT /user"));
    }

    [Test]
    public async Task An_address_that_the_product_hides_gives_way_to_the_one_that_the_body_names()
    {
        await using var gateway = await GatewayOn.StartAsync(Store, new JiraSandboxOptions { EmailVisibility = JiraEmailVisibility.Masked });
        gateway.Sandbox.AddUser("mia", "Mia", "mia@old.example");
        gateway.Sandbox.AddUser("max", "Max", "max@old.example");

        var named = await gateway.PostAsync("""{"userName":"mia","displayName":"Mia","emails":[{"value":"mia@new.example","type":"work"}]}""");
        var unnamed = await gateway.PostAsync("""{"userName":"max","displayName":"Max"}""");

        Assert.That(named.Emails, Is.EqualTo(new[] { "mia@new.example" }));
        Assert.That(gateway.Sandbox.Read().User("mia")!.Email, Is.EqualTo("mia@new.example"));
        Assert.That(unnamed.Emails, Is.Empty);
        Assert.That(gateway.Sandbox.Read().User("max")!.Email, Is.EqualTo("max@old.example"));
    }

    [Test]
    public async Task Where_it_is_not_allowed_everything_that_would_adopt_is_refused_with_the_reason()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:AdoptExisting=false");
        gateway.Sandbox.AddUser("old", "Old", "old@example.com");
        gateway.Sandbox.AddUser("unseen", "Unseen", "unseen@example.com");
        var id = (await gateway.FindNameAsync("old")).Found.Single();

        var unseen = await gateway.PostAsync("""{"userName":"unseen"}""");
        var post = await gateway.PostAsync("""{"userName":"old"}""");
        var patch = await gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"New"}""");
        var put = await gateway.PutAsync(id, """{"userName":"old"}""");
        var delete = await gateway.DeleteAsync(id);

        Assert.That(new[] { unseen, post, patch, put }.Select(a => (int)a.Status), Is.All.EqualTo(409));
        Assert.That(new[] { unseen, post, patch, put }.Select(a => a.ScimType), Is.All.EqualTo("uniqueness"));
        Assert.That(unseen.Detail, Is.EqualTo("Jira has an account 'unseen' already, and Scim:Users:AdoptExisting=false forbids to link it."));
        Assert.That(post.Detail, Is.EqualTo("Jira has an account 'old' already, and Scim:Users:AdoptExisting=false forbids to link it."));
        Assert.That(
            new[] { patch, put, delete }.Select(a => a.Detail),
            Is.All.EqualTo("The account 'old' was there before the gateway, and Scim:Users:AdoptExisting=false forbids to change it."));
        Assert.That((delete.Status, delete.ScimType), Is.EqualTo((HttpStatusCode.BadRequest, "mutability")));
        Assert.That(gateway.Sandbox.Read().User("old"), Is.EqualTo(new Scim.Core.Adapters.Sandbox.SandboxUser("old", "Old", "old@example.com", true)));
    }
}
