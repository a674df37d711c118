using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Jira can't rename a group: SCIM's name changes, the product's stays with all that hangs on it.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class RenameAndAliasTests(string store)
{
    [Test]
    public async Task A_renamed_group_keeps_its_name_in_the_product_and_costs_no_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.RenameAsync(id, "crew");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await site.LookUpAsync("crew"), Is.EqualTo(new[] { id }));
        Assert.That(site.InProduct("staff"), Is.Not.Null);
        Assert.That(site.InProduct("crew"), Is.Null);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_rename_is_audited_as_group_rename_with_both_names()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");

        using var answer = await site.RenameAsync(id, "crew");

        var entry = await site.AuditAsync(answer);
        Assert.That(entry.Action, Is.EqualTo(AuditAction.GroupRename));
        Assert.That(entry.Resource, Is.EqualTo(new AuditResource("Group", id, "crew", "staff", "staff")));
        Assert.That(entry.Changes, Does.Contain(new AttributeChange("displayName", "\"staff\"", "\"crew\"")));
    }

    [Test]
    public async Task Members_of_an_alias_join_the_group_that_stands_behind_it()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        using var renamed = await site.RenameAsync(id, "crew");

        using var answer = await site.AddAsync(id, ann);

        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_rename_and_a_member_in_one_request_cost_the_member_alone()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "crew", ann);

        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("displayName").GetString(), Is.EqualTo("crew"));
        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /group/member", "POST /group/user" }));
    }

    [Test]
    public async Task Where_aliases_are_not_wanted_a_rename_is_refused()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Groups:OnRename=reject");
        var id = await site.GroupAsync("staff");

        using var answer = await site.RenameAsync(id, "crew");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "mutability",
            $"Group {id} can't be renamed: Jira can't rename groups, and Scim:Groups:OnRename=reject allows no alias.")));
        Assert.That(await site.LookUpAsync("staff"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task A_new_group_with_a_name_that_an_alias_occupies_in_the_product_is_refused_with_the_way_out()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        using var renamed = await site.RenameAsync(id, "crew");
        site.Product.ForgetCalls();

        using var answer = await site.PostAsync("staff");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.Conflict,
            "uniqueness",
            $"displayName 'staff': the group 'staff' in Jira belongs to group {id}, which SCIM calls 'crew'. "
            + "Give the new group another product name with Scim:Groups:Map.")));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task The_name_of_another_group_is_refused_naming_its_id()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        var other = await site.GroupAsync("board");

        using var answer = await site.RenameAsync(id, "Board");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(
            new Refusal(HttpStatusCode.Conflict, "uniqueness", $"displayName 'Board' belongs to group {other}.")));
    }

    [Test]
    public async Task A_change_of_case_alone_is_kept()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");

        using var answer = await site.RenameAsync(id, "Staff");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await site.Gateway.GetJsonAsync($"Groups/{id}")).GetProperty("displayName").GetString(), Is.EqualTo("Staff"));
    }

    [Test]
    public async Task A_name_can_not_be_removed()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");

        using var answer = await site.PatchAsync(id, """{"op":"remove","path":"displayName"}""");

        Assert.That((await GroupSite.RefusalOf(answer)).ScimType, Is.EqualTo("mutability").Or.EqualTo("invalidValue"));
        Assert.That(await site.LookUpAsync("staff"), Is.EqualTo(new[] { id }));
    }
}
