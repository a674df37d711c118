using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A group that was there before the gateway is linked, where the policy lets it.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class AdoptTests(string store)
{
    private const string NoAdoption = "--Scim:Groups:AdoptExisting=false";

    [Test]
    public async Task Creating_a_group_that_the_product_has_adopts_it_with_its_members()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("Staff", "ann");
        site.Product.ForgetCalls();

        using var answer = await site.PostAsync("staff", users[1]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(await site.MembersAsync(await GroupSite.IdOf(answer)), Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(
            site.Calls,
            Is.EqualTo(new[] { "POST /group", "GET /groups/picker", "GET /groups/picker", "POST /group/user", "GET /group/member" }));
    }

    [Test]
    public async Task A_fault_while_the_members_are_read_for_the_answer_comes_before_anything_is_linked()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Retries=0");
        await site.UserAsync("ann");
        site.Product.AddGroup("Staff", "ann");
        site.Product.Faults.Set("GET", "/rest/api/2/group/member", new SandboxFault.Page(HttpStatusCode.InternalServerError), times: 99);

        using var failed = await site.PostAsync("staff");
        site.Product.Faults.Clear();
        using var repeated = await site.PostAsync("staff");

        Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(repeated.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await site.MembersAsync(await GroupSite.IdOf(repeated)), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task An_adoption_is_audited_as_group_adopt()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddGroup("Staff");

        using var answer = await site.PostAsync("staff");

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Status), Is.EqualTo((AuditAction.GroupAdopt, 201)));
        Assert.That(entry.Resource, Is.EqualTo(new AuditResource("Group", await GroupSite.IdOf(answer), "staff", "staff", "Staff")));
    }

    [Test]
    public async Task A_seen_group_keeps_its_id_when_it_is_created()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("staff");
        var seen = (await site.LookUpAsync("staff")).Single();
        site.Product.ForgetCalls();

        var id = await site.GroupAsync("staff", ann);

        Assert.That(id, Is.EqualTo(seen));
        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group/user", "GET /group/member" }));
    }

    [Test]
    public async Task A_seen_group_that_is_gone_is_made_when_it_is_created_with_members()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("staff");
        await site.LookUpAsync("staff");
        site.Product.RemoveGroup("staff");

        await site.GroupAsync("staff", ann);

        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task The_first_change_of_a_seen_group_adopts_it()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("staff");
        var id = (await site.LookUpAsync("staff")).Single();

        using var answer = await site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await site.AuditAsync(answer)).Action, Is.EqualTo(AuditAction.GroupAdopt));
    }

    [Test]
    public async Task Where_adoption_is_off_a_group_that_the_product_has_is_refused()
    {
        await using var site = await GroupSite.StartAsync(store, NoAdoption);
        site.Product.AddGroup("Staff");

        using var answer = await site.PostAsync("staff");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.Conflict,
            "uniqueness",
            "Jira has a group 'Staff' already, and Scim:Groups:AdoptExisting=false forbids to link it.")));
    }

    [Test]
    public async Task Where_adoption_is_off_a_seen_group_is_not_changed()
    {
        await using var site = await GroupSite.StartAsync(store, NoAdoption);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("Staff");
        var id = (await site.LookUpAsync("staff")).Single();

        using var answer = await site.AddAsync(id, ann);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.Conflict,
            "uniqueness",
            "The group 'Staff' was there before the gateway, and Scim:Groups:AdoptExisting=false forbids to change it.")));
        Assert.That(site.InProduct("staff"), Is.Empty);
    }
}
