using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Members that a request names are always sent to the product, one call each and several at a time.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class AddAndRemoveMembersTests(string store)
{
    [Test]
    public async Task A_member_that_the_mirror_has_is_sent_all_the_same_and_being_one_already_is_success()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);
        site.Product.ForgetCalls();

        using var answer = await site.AddAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.Calls[0], Is.EqualTo("POST /group/user"));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_member_that_the_mirror_has_not_is_taken_out_of_the_product_all_the_same()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("old", "ann");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.RemoveAsync(id, ann);

        Assert.That(site.InProduct("old"), Is.Empty);
        Assert.That(site.Calls, Is.EqualTo(new[] { "DELETE /group/user" }));
    }

    [Test]
    [Rfc("7644-3.5.2.2-08")]
    public async Task Removing_whoever_is_no_member_is_success()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users[0]);

        using var answer = await site.RemoveAsync(id, users[1]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task Added_members_are_audited_as_group_members_add()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");

        using var answer = await site.AddAsync(id, ann);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.GroupMembersAdd, AuditOutcome.Success)));
        Assert.That(entry.Changes, Is.EqualTo(new[] { new AttributeChange("members", null, $"[\"{ann}\"]") }));
        Assert.That(entry.Product.Select(c => (c.Method, c.Status)), Is.EqualTo(new[] { ("POST", (int?)201) }));
    }

    [Test]
    public async Task Removed_members_are_audited_as_group_members_remove()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);

        using var answer = await site.RemoveAsync(id, ann);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.GroupMembersRemove, AuditOutcome.Success)));
        Assert.That(entry.Changes, Is.EqualTo(new[] { new AttributeChange("members", $"[\"{ann}\"]", null) }));
        Assert.That(entry.Product.Select(c => (c.Method, c.Status)), Is.EqualTo(new[] { ("DELETE", (int?)200) }));
    }

    [Test]
    public async Task A_member_that_one_request_adds_and_removes_is_only_removed()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(
            id,
            $$"""
            {"op":"Add","path":"members","value":[{"value":"{{ann}}"}]},{"op":"Remove","path":"members","value":[{"value":"{{ann}}"}]}
            """);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.Calls[0], Is.EqualTo("DELETE /group/user"));
        Assert.That(site.InProduct("staff"), Is.Empty);
    }

    [Test]
    public async Task The_members_of_one_request_go_out_side_by_side()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Concurrency=4");
        var users = await site.UsersAsync(Enumerable.Range(0, 8).Select(i => $"user{i}"));
        var id = await site.GroupAsync("staff");
        site.Product.Latency = TimeSpan.FromMilliseconds(200);

        using var answer = await site.AddAsync(id, users);

        // One after the other, the calls' times would add up to the request's at most.
        var entry = await site.AuditAsync(answer);
        Assert.That(entry.Product, Has.Length.EqualTo(8));
        Assert.That(entry.Product.Sum(c => c.Milliseconds), Is.GreaterThan(2 * entry.Milliseconds));
    }

    [Test]
    public async Task With_a_concurrency_of_one_the_members_of_one_request_go_out_one_by_one()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Concurrency=1");
        var users = await site.UsersAsync("ann", "bob", "cid");
        var id = await site.GroupAsync("staff");
        site.Product.Latency = TimeSpan.FromMilliseconds(100);

        using var answer = await site.AddAsync(id, users);

        var entry = await site.AuditAsync(answer);
        Assert.That(entry.Product.Sum(c => c.Milliseconds), Is.LessThanOrEqualTo(entry.Milliseconds));
    }

    [Test]
    public async Task Who_was_added_before_the_product_fell_silent_is_shown_and_the_next_change_sends_only_the_rest()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Concurrency=1", "--Scim:Product:Retries=0");
        var users = await site.UsersAsync("ann", "bob", "cid");
        var id = await site.GroupAsync("staff");
        site.Product.Faults.Set("POST", "/rest/api/2/group/user", new SandboxFault.Page(HttpStatusCode.ServiceUnavailable), nth: 2);

        using var first = await site.AddAsync(id, users);
        var shown = await site.MembersAsync(id);
        var inProduct = site.InProduct("staff");
        site.Product.ForgetCalls();
        using var second = await site.PatchAsync(id, """{"op":"add","path":"externalId","value":"e1"}""");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(shown, Has.Length.EqualTo(1).And.EqualTo(inProduct));
        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group/user", "POST /group/user" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob", "cid" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann", "bob", "cid" }));
    }

    [Test]
    public async Task A_member_that_the_product_refuses_is_told_and_the_others_of_the_request_stay_in()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Concurrency=1");
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff");
        site.Product.RemoveUser("bob");

        using var answer = await site.AddAsync(id, users);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "invalidValue",
            $"members.value: user '{users[1]}' can't become a member, as Jira has no account of this user any more.")));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task Removing_a_member_whose_account_the_product_lost_is_success()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);
        site.Product.RemoveUser("ann");

        using var answer = await site.RemoveAsync(id, ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await site.MembersAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_member_by_way_of_a_nested_group_is_not_taken_out_and_the_client_is_told()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("inner", "ann");
        var id = await site.GroupAsync("staff");
        site.Product.Nest("inner", "staff");

        using var answer = await site.RemoveAsync(id, ann);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "invalidValue",
            "'ann' is in 'staff' through a nested group and can't be taken out there. Jira says (400): "
            + "Cannot remove user 'ann' from group 'staff' since user is not a member of 'staff'")));
    }
}
