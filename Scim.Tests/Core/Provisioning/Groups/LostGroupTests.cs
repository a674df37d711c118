using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A group holds nothing but members: one that the product lost is made anew when a request needs it.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class LostGroupTests(string store)
{
    [Test]
    public async Task Adding_a_member_makes_the_group_anew_with_our_members()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob", "cid");
        var id = await site.GroupAsync("staff", users[0], users[1]);
        site.Product.RemoveGroup("staff");
        site.Product.ForgetCalls();

        using var answer = await site.AddAsync(id, users[2]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob", "cid" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann", "bob", "cid" }));
        Assert.That(site.Calls, Is.EqualTo(new[]
        {
            "POST /group/user", "GET /user", "GET /groups/picker", "POST /group", "POST /group/user", "POST /group/user", "POST /group/user",
        }));
    }

    [Test]
    public async Task Making_it_anew_is_audited_as_group_recreate()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users[0]);
        site.Product.RemoveGroup("staff");

        using var answer = await site.AddAsync(id, users[1]);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.GroupRecreate, AuditOutcome.Success)));
        Assert.That(entry.Changes.Single().After, Does.Contain(users[0]).And.Contain(users[1]));
    }

    [Test]
    public async Task Removing_a_member_makes_the_group_anew_without_them()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users);
        site.Product.RemoveGroup("staff");

        using var answer = await site.RemoveAsync(id, users[0]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "bob" }));
        Assert.That((await site.AuditAsync(answer)).Action, Is.EqualTo(AuditAction.GroupRecreate));
    }

    [TestCase(1)]
    [TestCase(0)]
    public async Task Replacing_the_members_makes_the_group_anew_with_just_these(int count)
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("bob", "ann");
        var id = await site.GroupAsync("staff", users[1]);
        site.Product.RemoveGroup("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", users.Take(count));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob" }.Take(count)));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "bob" }.Take(count)));
        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /group/member", "POST /group", "POST /group/user" }.Take(2 + count)));
        Assert.That((await site.AuditAsync(answer)).Action, Is.EqualTo(AuditAction.GroupRecreate));
    }

    [Test]
    public async Task A_member_whose_account_is_gone_too_does_not_keep_the_group_from_being_made()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users[0]);
        site.Product.RemoveUser("ann");
        site.Product.RemoveGroup("staff");

        using var answer = await site.AddAsync(id, users[1]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), await answer.Content.ReadAsStringAsync());
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob" }));
    }

    [Test]
    public async Task A_group_that_was_made_anew_only_in_part_gets_the_rest_of_its_members_later()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Product:Retries=0", "--Scim:Product:Concurrency=1");
        var users = await site.UsersAsync("ann", "bob", "cid");
        var id = await site.GroupAsync("staff", users[0], users[1]);
        site.Product.RemoveGroup("staff");
        site.Product.Faults.Set("POST", "/rest/api/2/group/user", new SandboxFault.Page(HttpStatusCode.ServiceUnavailable), nth: 3, times: 1);

        using var first = await site.AddAsync(id, users[2]);
        using var second = await site.PatchAsync(id, """{"op":"add","path":"externalId","value":"e1"}""");

        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), await second.Content.ReadAsStringAsync());
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann", "bob", "cid" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann", "bob", "cid" }));
    }

    [Test]
    public async Task Deleting_a_group_that_the_product_lost_is_success()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ours = await site.GroupAsync("ours", await site.UserAsync("ann"));
        site.Product.AddGroup("theirs");
        var theirs = await site.GroupAsync("theirs");
        site.Product.RemoveGroup("ours");
        site.Product.RemoveGroup("theirs");

        using var first = await site.DeleteAsync(ours);
        using var second = await site.DeleteAsync(theirs);

        Assert.That(new[] { first.StatusCode, second.StatusCode }, Is.All.EqualTo(HttpStatusCode.NoContent));
    }
}
