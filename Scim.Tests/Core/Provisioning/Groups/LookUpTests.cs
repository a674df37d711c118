using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A displayName that the mirror doesn't have is asked of the product; members follow when somebody needs them.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class LookUpTests(string store)
{
    private const string Page = "GET /group/member";

    [Test]
    public async Task A_look_up_that_misses_asks_the_product_once_and_remembers_what_it_found()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddGroup("Old Hands");

        var first = await site.LookUpAsync("old hands");
        var second = await site.LookUpAsync("Old Hands");

        Assert.That(first, Has.Length.EqualTo(1));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /groups/picker" }));
    }

    [Test]
    public async Task A_look_up_of_a_group_that_nobody_has_costs_one_call_and_is_empty()
    {
        await using var site = await GroupSite.StartAsync(store);

        var found = await site.LookUpAsync("nobody");

        Assert.That(found, Is.Empty);
        Assert.That(site.Calls, Is.EqualTo(new[] { "GET /groups/picker" }));
    }

    [Test]
    public async Task A_group_that_was_only_seen_shows_the_name_that_the_product_has()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddGroup("Old Hands");
        var id = (await site.LookUpAsync("OLD HANDS")).Single();

        var group = await site.Gateway.GetJsonAsync($"Groups/{id}?excludedAttributes=members");

        Assert.That(group.GetProperty("displayName").GetString(), Is.EqualTo("Old Hands"));
    }

    [Test]
    public async Task The_first_request_that_needs_the_members_of_a_seen_group_loads_them_page_by_page()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UsersAsync("ann", "bob");
        string[] strangers = [.. Enumerable.Range(0, 118).Select(i => $"stranger{i:000}")];
        Array.ForEach(strangers, s => site.Product.AddUser(s, s, $"{s}@example.com"));
        site.Product.AddGroup("old", [.. strangers, "ann", "bob"]);
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        var first = await site.MembersAsync(id);
        var second = await site.MembersAsync(id);

        Assert.That(first, Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(site.Calls, Is.EqualTo(new[] { Page, Page, Page }));
    }

    [Test]
    public async Task Asking_a_seen_group_by_id_for_a_member_loads_its_members()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        site.Product.AddGroup("old", "ann");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        var found = await site.Gateway.GetJsonAsync(
            $"Groups?excludedAttributes=members&filter={Uri.EscapeDataString($"id eq \"{id}\" and members eq \"{ann}\"")}");

        Assert.That(found.GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
        Assert.That(site.Calls, Is.EqualTo(new[] { Page }));
    }

    [Test]
    public async Task Removing_members_of_a_seen_group_by_their_display_loads_them_first()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("old", "ann", "bob");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(id, """{"op":"remove","path":"members[display eq \"ann\"]"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.InProduct("old"), Is.EqualTo(new[] { "bob" }));
        Assert.That(site.Calls, Is.EqualTo(new[] { Page, "DELETE /group/user" }));
    }

    [Test]
    public async Task Adding_a_member_to_a_seen_group_reads_no_other_member()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        site.Product.AddGroup("old", "ann");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        using var answer = await site.AddAsync(id, users[1]);

        Assert.That(site.Calls, Is.EqualTo(new[] { "POST /group/user" }));
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann", "bob" }));
    }

    [Test]
    public async Task A_seen_group_that_is_gone_before_its_members_were_read_shows_none()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddGroup("old");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.RemoveGroup("old");

        Assert.That(await site.MembersAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_group_that_is_linked_under_another_name_is_not_found_by_the_one_it_has_in_the_product()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        using var renamed = await site.RenameAsync(id, "crew");
        site.Product.ForgetCalls();

        var found = await site.LookUpAsync("staff");

        Assert.That(found, Is.Empty);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_read_token_sees_a_group_and_writes_nothing_to_the_product()
    {
        await using var site = await GroupSite.StartAsync(store);
        site.Product.AddGroup("old");
        var client = site.Gateway.CreateClient((await site.Gateway.IssueAsync(TokenScope.Read)).Text.Reveal());

        using var answer = await client.GetAsync("Groups?filter=displayName+eq+%22old%22");

        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
        Assert.That(site.Calls.Where(c => !c.StartsWith("GET ", StringComparison.Ordinal)), Is.Empty);
        Assert.That((await site.AuditAsync(answer)).Action, Is.EqualTo(AuditAction.GroupSearch));
    }
}
