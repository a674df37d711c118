using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class LookUpTests(string store) : UserFixture(store)
{
    [Test]
    public async Task A_hit_is_refreshed_by_its_key_with_one_call_whatever_it_was_found_by()
    {
        var id = (await Gateway.PostAsync(
            """{"userName":"hit","externalId":"hit-1","emails":[{"value":"hit@example.com","type":"work","primary":true}]}""")).Id;
        foreach (var filter in new[]
        {
            "userName eq \"HIT\"", $"id eq \"{id}\"", "emails.value eq \"hit@example.com\"", "emails[type eq \"work\"].value eq \"hit@example.com\"",
            "externalId eq \"hit-1\"",
        })
        {
            Gateway.Sandbox.ForgetCalls();

            var answer = await Gateway.FindAsync(filter);

            Assert.That(answer.Found, Is.EqualTo(new[] { id }), filter);
            Assert.That(Gateway.Sandbox.Calls.Select(c => c.Target), Has.One.Items.And.All.StartsWith("/rest/api/2/user?key="), filter);
        }
    }

    [Test]
    public async Task The_filter_is_evaluated_again_on_what_came_back()
    {
        var id = (await Gateway.PostAsync("""{"userName":"again","displayName":"Again"}""")).Id;
        await Gateway.ChangeInProductAsync("again", """{"active":false}""");

        var active = await Gateway.FindAsync("userName eq \"again\" and active eq true");
        var inactive = await Gateway.FindAsync("userName eq \"again\" and active eq false");

        Assert.That(active.Found, Is.Empty);
        Assert.That(inactive.Found, Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task A_mirror_that_is_behind_with_the_rest_of_the_filter_hides_nobody()
    {
        var id = (await Gateway.PostAsync("""{"userName":"behind","displayName":"Behind"}""")).Id;
        await Gateway.ChangeInProductAsync("behind", """{"active":false}""");

        var answer = await Gateway.FindAsync("userName eq \"behind\" and active eq false");

        Assert.That(answer.Found, Is.EqualTo(new[] { id }));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
    }

    [Test]
    public async Task A_miss_asks_the_product_by_name_and_makes_a_seen_link_that_stays()
    {
        Gateway.Sandbox.AddUser("old.hand", "Old Hand", "old@example.com");

        var first = await Gateway.FindNameAsync("Old.Hand");
        var calls = Gateway.Calls();
        var second = await Gateway.FindNameAsync("old.hand");

        Assert.That(first.Found, Has.Length.EqualTo(1));
        Assert.That(calls, Is.EqualTo(new[] { "GET /user" }));
        Assert.That(second.Found, Is.EqualTo(first.Found));
        Assert.That(await StateOfAsync(first.Found[0]), Is.EqualTo(LinkState.Seen));
        Assert.That(Gateway.Sandbox.Calls.Select(c => c.Method), Is.All.EqualTo("GET"));
    }

    [Test]
    [Rfc("9110-9.2.1-01")]
    public async Task A_token_that_may_only_read_makes_seen_links_and_writes_nothing_to_the_product()
    {
        Gateway.Sandbox.AddUser("read.only", "Read Only", "read@example.com");
        var client = Gateway.CreateClient((await Gateway.IssueAsync(TokenScope.Read)).Text.Reveal());

        var found = await Gateway.FindAsync("userName eq \"read.only\"", client);
        var created = await Gateway.AskAsync(HttpMethod.Post, "Users", """{"userName":"never"}""", client);

        Assert.That(found.Found, Has.Length.EqualTo(1));
        Assert.That(await StateOfAsync(found.Found[0]), Is.EqualTo(LinkState.Seen));
        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
    }

    [Test]
    public async Task An_account_that_is_linked_under_another_name_is_not_found_and_its_creation_names_the_user_that_has_it()
    {
        var id = await Gateway.CreateUserAsync("before.rename");
        Gateway.Sandbox.RenameUser("before.rename", "after.rename");
        Gateway.Sandbox.ForgetCalls();

        var found = await Gateway.FindNameAsync("after.rename");
        var created = await Gateway.PostAsync("""{"userName":"after.rename"}""");

        Assert.That(found.Found, Is.Empty);
        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(created.ScimType, Is.EqualTo("uniqueness"));
        Assert.That(created.Detail, Is.EqualTo($"userName 'after.rename' belongs to user {id}."));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user", "POST /user", "GET /user", "GET /user" }));
    }

    [Test]
    public async Task Filters_on_anything_else_run_on_the_mirror_alone()
    {
        Gateway.Sandbox.AddUser("unseen", "Unseen", "unseen@example.com");

        var byDisplayName = await Gateway.FindAsync("displayName eq \"Unseen\"");
        var byEmail = await Gateway.FindAsync("emails.value eq \"unseen@example.com\"");
        var byStart = await Gateway.FindAsync("userName sw \"unse\"");

        Assert.That(byDisplayName.Found, Is.Empty);
        Assert.That(byEmail.Found, Is.Empty);
        Assert.That(byStart.Found, Is.Empty);
        Assert.That(Gateway.Calls(), Is.Empty);
    }

    [Test]
    public async Task With_reads_from_the_mirror_a_hit_costs_nothing_and_a_miss_still_asks()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Reads=mirror");
        await gateway.CreateUserAsync("known");
        gateway.Sandbox.AddUser("unknown", "Unknown", "unknown@example.com");
        gateway.Sandbox.ForgetCalls();

        var hit = await gateway.FindNameAsync("known");
        var ofHit = gateway.Calls();
        var miss = await gateway.FindNameAsync("unknown");

        Assert.That(hit.Found, Has.Length.EqualTo(1));
        Assert.That(ofHit, Is.Empty);
        Assert.That(miss.Found, Has.Length.EqualTo(1));
        Assert.That(gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
    }

    [Test]
    public async Task A_look_up_that_only_counts_finds_without_showing()
    {
        Gateway.Sandbox.AddUser("counted", "Counted", "counted@example.com");

        var answer = await Gateway.AskAsync(HttpMethod.Get, "Users?filter=userName+eq+%22counted%22&count=0");

        Assert.That(answer.Json.GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
        Assert.That(answer.Found, Is.Empty);
    }

    [Test]
    public async Task A_look_up_is_audited_with_what_it_found_and_what_it_asked()
    {
        Gateway.Sandbox.AddUser("audited", "Audited", "audited@example.com");

        var answer = await Gateway.FindNameAsync("audited");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserSearch));
        Assert.That(entry.Resource?.Id, Is.EqualTo(answer.Found.Single()));
        Assert.That(entry.Products(), Is.EqualTo(new[] { "GET /user 200" }));
    }

    private async Task<LinkState?> StateOfAsync(string id) =>
        (await Gateway.Get<IResourceStore>().FindAsync(Gateway.Get<Scim.Core.Schemas.SchemaCatalog>().User, id, default))?.State;
}
