using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A replacement reads the product's list first; what is compared are linked users, all others are left in.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ReplaceMembersTests(string store)
{
    private const string List = "GET /group/member";

    [Test]
    public async Task A_put_reads_the_list_and_sends_only_who_comes_and_who_leaves()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob", "cid");
        var id = await site.GroupAsync("staff", users[0], users[1]);
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", users[1], users[2]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(site.Calls, Is.EqualTo(new[] { List, "DELETE /group/user", "POST /group/user" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob", "cid" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "bob", "cid" }));
    }

    [Test]
    public async Task A_replacement_is_audited_with_who_came_and_who_left()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users[0]);

        using var answer = await site.PutAsync(id, "staff", users[1]);

        var entry = await site.AuditAsync(answer);
        Assert.That((entry.Action, entry.Outcome), Is.EqualTo((AuditAction.GroupMembersReplace, AuditOutcome.Success)));
        Assert.That(entry.Changes, Is.EqualTo(new[]
        {
            new AttributeChange("members", $"[\"{users[0]}\"]", null), new AttributeChange("members", null, $"[\"{users[1]}\"]"),
        }));
    }

    [Test]
    public async Task A_put_that_changes_nothing_costs_the_list_alone_and_is_no_change()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", ann);

        Assert.That(site.Calls, Is.EqualTo(new[] { List }));
        Assert.That((await site.AuditAsync(answer)).Outcome, Is.EqualTo(AuditOutcome.Noop));
    }

    [Test]
    public async Task A_put_without_members_leaves_them_and_costs_no_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));
        site.Product.ForgetCalls();

        using var answer = await site.Gateway.SendAsync(HttpMethod.Put, $"Groups/{id}", """{"displayName":"staff","externalId":"e1"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(site.Calls, Is.Empty);
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_replace_operation_does_the_same()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users[0]);
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(id, $$"""{"op":"replace","path":"members","value":[{"value":"{{users[1]}}"}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.Calls, Is.EqualTo(new[] { List, "DELETE /group/user", "POST /group/user" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob" }));
    }

    [Test]
    public async Task Removing_all_members_leaves_in_whom_we_do_not_know()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddUser("local", "Local", "local@example.com");
        site.Product.AddGroup("staff", "ann", "local");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(id, """{"op":"remove","path":"members"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "local" }));
        Assert.That(site.Calls, Is.EqualTo(new[] { List, "DELETE /group/user" }));
    }

    [Test]
    public async Task The_people_of_a_nested_group_are_left_in_and_go_on_being_shown()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("inner", "ann");
        var id = await site.GroupAsync("staff", users[1]);
        site.Product.Nest("inner", "staff");

        using var answer = await site.PutAsync(id, "staff");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(site.InProduct("staff"), Is.Empty);
        Assert.That(site.InProduct("inner"), Is.EqualTo(new[] { "ann" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_protected_account_is_left_in()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Users:Protected:0=svc-*");
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users);
        site.Product.RenameUser("ann", "svc-ann");
        await site.Gateway.GetJsonAsync($"Users/{users[0]}");

        using var answer = await site.PutAsync(id, "staff");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "svc-ann" }));
        Assert.That(await site.MembersAsync(id), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task What_an_administrator_changed_meanwhile_is_set_right()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("staff", "ann", "bob");
        var id = (await site.LookUpAsync("staff")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", users[0]);

        Assert.That(site.Calls, Is.EqualTo(new[] { List, "DELETE /group/user" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "ann" }));
    }

    [Test]
    public async Task A_replacement_that_finds_the_wanted_members_in_the_product_shows_them()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("staff", "ann");
        var id = (await site.LookUpAsync("staff")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", ann);

        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
        Assert.That(site.Calls, Is.EqualTo(new[] { List }));
    }

    [Test]
    public async Task The_list_is_read_page_by_page()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        string[] strangers = [.. Enumerable.Range(0, 119).Select(i => $"stranger{i:000}")];
        Array.ForEach(strangers, s => site.Product.AddUser(s, s, $"{s}@example.com"));
        site.Product.AddGroup("staff", strangers);
        var id = (await site.LookUpAsync("staff")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", ann);

        Assert.That(site.Calls, Is.EqualTo(new[] { List, List, List, "POST /group/user" }));
        Assert.That(site.InProduct("staff"), Has.Length.EqualTo(120));
    }
}
