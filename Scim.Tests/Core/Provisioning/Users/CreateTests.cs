using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class CreateTests(string store) : UserFixture(store)
{
    [Test]
    public async Task A_creation_goes_to_the_product_without_looking_and_is_audited_with_what_it_set()
    {
        var answer = await Gateway.PostAsync("""{"userName":"ann","displayName":"Ann Lee","externalId":"a-1"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Headers["Location"], Does.EndWith($"/scim/v2/Users/{answer.Id}"));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "POST /user" }));
        Assert.That(entry.Action, Is.EqualTo(AuditAction.UserCreate));
        Assert.That(entry.Outcome, Is.EqualTo(AuditOutcome.Success));
        Assert.That(entry.Status, Is.EqualTo(201));
        Assert.That(entry.Resource, Is.EqualTo(new AuditResource("User", answer.Id, "ann", entry.Resource!.ProductKey)));
        Assert.That(entry.Resource.ProductKey, Does.StartWith("JIRAUSER"));
        Assert.That(entry.Products(), Is.EqualTo(new[] { "POST /user 201" }));
        Assert.That(
            entry.Told(),
            Is.EquivalentTo(new[]
            {
                """userName: nothing to "ann" """.Trim(), """displayName: nothing to "Ann Lee" """.Trim(), """externalId: nothing to "a-1" """.Trim(),
                "active: nothing to true",
            }));
    }

    [Test]
    public async Task One_that_shall_not_be_active_costs_a_second_call()
    {
        var answer = await Gateway.PostAsync("""{"userName":"asleep","active":false}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.IsActive, Is.False);
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "POST /user", "PUT /user" }));
        Assert.That(Gateway.Sandbox.Read().User("asleep")!.Active, Is.False);
    }

    [TestCase("taken")]
    [TestCase("TAKEN")]
    [Rfc("7643-4.1.1-02", "7644-3.3-07", "7644-3.12-09", "7644-3.12-16", "9110-15.5.10-01")]
    public async Task A_name_that_is_managed_is_409_and_names_our_id_without_asking_the_product(string name)
    {
        var first = await Gateway.PostAsync("""{"userName":"taken"}""");
        var id = first.Status == HttpStatusCode.Created ? first.Id : (await Gateway.FindNameAsync("taken")).Found.Single();
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PostAsync($$"""{"userName":"{{name}}"}""");

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(answer.ScimType, Is.EqualTo("uniqueness"));
        Assert.That(answer.Detail, Is.EqualTo($"userName '{name}' belongs to user {id}."));
        Assert.That(Gateway.Calls(), Is.Empty);
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((AuditAction.UserCreate, AuditOutcome.Failure, 409)));
    }

    [Test]
    public async Task A_name_that_the_product_cannot_hold_is_invalid_and_leaves_nothing_behind()
    {
        var answer = await Gateway.PostAsync("""{"userName":"a<b"}""");
        var again = await Gateway.FindAsync("userName eq \"a<b\"");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.ScimType, Is.EqualTo("invalidValue"));
        Assert.That(
            answer.Detail,
            Is.EqualTo("Jira's login names can't hold the character '<': 'a<b'. Send another name, or set Scim:Jira:ReplaceForbidden to what shall stand for it."));
        Assert.That(again.Found, Is.Empty);
        Assert.That(Gateway.Calls(), Has.None.StartsWith("POST"));
    }

    [Test]
    public async Task A_character_that_has_a_replacement_is_replaced_in_the_product_and_kept_in_SCIM()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Jira:ReplaceForbidden=_");

        var answer = await gateway.PostAsync("""{"userName":"r&d"}""");
        var found = await gateway.FindNameAsync("r&d");

        var entry = (await gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Text("userName"), Is.EqualTo("r&d"));
        Assert.That(found.Found, Is.EqualTo(new[] { answer.Id }));
        Assert.That(gateway.Sandbox.Read().User("r_d"), Is.Not.Null);
        Assert.That(entry.Resource?.ProductName, Is.EqualTo("r_d"));
    }
}
