using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A group is made in the product first, without looking.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class CreateTests(string store)
{
    [Test]
    public async Task Creating_an_empty_group_costs_one_call()
    {
        await using var site = await GroupSite.StartAsync(store);

        await site.GroupAsync("staff");

        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group" }));
        Assert.That(site.InProduct("staff"), Is.Empty);
    }

    [Test]
    public async Task Each_member_of_a_new_group_costs_one_call_more()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.ForgetCalls();

        await site.GroupAsync("staff", users);

        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group", "POST /group/user", "POST /group/user" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob" }));
    }

    [Test]
    public async Task A_new_group_is_audited_as_group_create_with_its_members_and_calls()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");

        using var answer = await site.PostAsync("staff", ann);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((AuditAction.GroupCreate, AuditOutcome.Success, 201)));
        Assert.That(entry.Resource, Is.EqualTo(new AuditResource("Group", await GroupSite.IdOf(answer), "staff", "staff")));
        Assert.That(entry.Changes, Does.Contain(new AttributeChange("members", null, $"[\"{ann}\"]")));
        Assert.That(entry.Product.Select(c => c.Method), Is.EqualTo(new[] { "POST", "POST" }));
    }

    [Test]
    public async Task The_name_of_a_group_that_we_manage_is_refused_naming_its_id_without_asking_the_product()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PostAsync("STAFF");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(
            new Refusal(HttpStatusCode.Conflict, "uniqueness", $"displayName 'STAFF' belongs to group {id}.")));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_member_whose_account_the_product_lost_is_named_and_the_group_is_made_with_the_others()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.RemoveUser("bob");

        using var answer = await site.PostAsync("staff", users);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "invalidValue",
            $"members.value: user '{users[1]}' can't become a member, as Jira has no account of this user any more.")));
        Assert.That(await site.MembersAsync((await site.LookUpAsync("staff")).Single()), Is.EqualTo(new[] { "ann" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_group_that_was_made_before_the_product_fell_silent_is_finished_and_ours()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Retries=0");
        var ann = await site.UserAsync("ann");
        site.Product.Faults.Set("POST", "/rest/api/2/group/user", new SandboxFault.Page(HttpStatusCode.ServiceUnavailable));

        using var first = await site.PostAsync("staff", ann);
        using var second = await site.PostAsync("staff", ann);
        var id = (await site.LookUpAsync("staff")).Single();
        var members = site.InProduct("staff");
        using var deleted = await site.DeleteAsync(id);

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await GroupSite.RefusalOf(second)).Detail, Is.EqualTo($"displayName 'staff' belongs to group {id}."));
        Assert.That(members, Is.EqualTo(new[] { "ann" }));
        Assert.That(site.InProduct("staff"), Is.Null);
    }

    [Test]
    public async Task A_lost_answer_to_a_creation_makes_one_group_that_is_ours()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.Faults.Set("POST", "/rest/api/2/group", new SandboxFault.ResetAfter());

        var id = await site.GroupAsync("staff");
        using var deleted = await site.DeleteAsync(id);

        Assert.That(site.InProduct("staff"), Is.Null);
    }

    [Test]
    public async Task A_lost_answer_never_makes_a_group_ours_that_had_members_before()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddUser("local", "Local", "local@example.com");
        site.Product.AddGroup("staff", "local");
        site.Product.Faults.Set("POST", "/rest/api/2/group", new SandboxFault.ResetAfter());

        using var answer = await site.PostAsync("staff");
        using var deleted = await site.DeleteAsync(await GroupSite.IdOf(answer));

        Assert.That((await site.AuditAsync(answer)).Action, Is.EqualTo(AuditAction.GroupAdopt));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "local" }));
    }
}
