using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>What we made is deleted, what we found is let go.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DeleteTests(string store)
{
    [Test]
    public async Task A_group_that_we_created_is_deleted_with_one_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));
        site.Product.ForgetCalls();

        using var answer = await site.DeleteAsync(id);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.Null);
        Assert.That(site.Calls, Is.EqualTo(new[] { "DELETE /group" }));
    }

    [Test]
    public async Task A_deleted_group_is_gone_for_ever_and_its_name_is_free()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        using var deleted = await site.DeleteAsync(id);

        using var read = await site.Gateway.Client.GetAsync($"Groups/{id}");
        using var again = await site.DeleteAsync(id);
        var next = await site.GroupAsync("staff");

        Assert.That(await GroupSite.RefusalOf(read), Is.EqualTo(new Refusal(HttpStatusCode.NotFound, null, $"Group {id} does not exist.")));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(next, Is.Not.EqualTo(id));
    }

    [Test]
    public async Task A_deletion_is_audited_as_group_delete()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");

        using var answer = await site.DeleteAsync(id);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome, entry.Status), Is.EqualTo((AuditAction.GroupDelete, AuditOutcome.Success, 204)));
        Assert.That(entry.Resource, Is.EqualTo(new AuditResource("Group", id, "staff", "staff")));
    }

    [Test]
    public async Task A_group_that_we_adopted_is_unlinked_after_its_linked_members_have_left_it()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UsersAsync("ann", "bob");
        site.Product.AddUser("local", "Local", "local@example.com");
        site.Product.AddGroup("staff", "ann", "bob", "local");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.DeleteAsync(id);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "local" }));
        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /group/member", "DELETE /group/user", "DELETE /group/user" }));
        Assert.That((await site.AuditAsync(answer)).Changes.Single().Before, Is.Not.Null);
    }

    [Test]
    public async Task Whoever_is_in_an_adopted_group_through_a_nested_one_stays_there()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("inner", "ann");
        site.Product.AddGroup("staff", "bob");
        site.Product.Nest("inner", "staff");
        var id = await site.GroupAsync("staff");

        using var answer = await site.DeleteAsync(id);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), await answer.Content.ReadAsStringAsync());
        Assert.That(site.InProduct("staff"), Is.Empty);
        Assert.That(site.InProduct("inner"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task Where_deletion_means_unlinking_a_group_that_we_created_stays_without_our_members()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Groups:OnDelete=unlink");
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));

        using var answer = await site.DeleteAsync(id);
        using var read = await site.Gateway.Client.GetAsync($"Groups/{id}");

        Assert.That(site.InProduct("staff"), Is.Empty);
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_group_that_was_only_seen_is_let_go_as_it_is()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UserAsync("ann");
        site.Product.AddGroup("staff", "ann");
        var id = (await site.LookUpAsync("staff")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.DeleteAsync(id);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
        Assert.That(site.Calls, Is.Empty);
    }
}
