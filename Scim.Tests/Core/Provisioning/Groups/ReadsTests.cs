using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Reads come from the mirror.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ReadsTests(string store)
{
    [Test]
    public async Task Reading_a_group_costs_no_product_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff", await site.UsersAsync("ann", "bob"));
        site.Product.ForgetCalls();

        var members = await site.MembersAsync(id);

        Assert.That(members, Is.EqualTo(new[] { "ann", "bob" }));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task Listing_groups_with_their_members_costs_no_product_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.GroupAsync("staff", await site.UserAsync("ann"));
        await site.GroupAsync("board");
        site.Product.ForgetCalls();

        var list = await site.Gateway.GetJsonAsync("Groups");

        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(2));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_look_up_of_a_group_of_ours_costs_no_product_call()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        var found = await site.LookUpAsync("Staff");

        Assert.That(found, Is.EqualTo(new[] { id }));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_group_that_the_product_lost_is_still_read_from_the_mirror()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));
        site.Product.RemoveGroup("staff");
        site.Product.ForgetCalls();

        var members = await site.MembersAsync(id);

        Assert.That(members, Is.EqualTo(new[] { "ann" }));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task Leaving_out_members_reads_no_member()
    {
        await using var site = await GroupSite.StartAsync(store);
        await site.UserAsync("ann");
        site.Product.AddGroup("old", "ann");
        var id = (await site.LookUpAsync("old")).Single();
        site.Product.ForgetCalls();

        var group = await site.Gateway.GetJsonAsync($"Groups/{id}?excludedAttributes=members");

        Assert.That(group.TryGetProperty("members", out _), Is.False);
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_member_that_was_deleted_is_no_member_any_more()
    {
        await using var site = await GroupSite.StartAsync(store);
        var users = await site.UsersAsync("ann", "bob");
        var id = await site.GroupAsync("staff", users);

        using var deleted = await site.Gateway.SendAsync(HttpMethod.Delete, $"Users/{users[0]}");

        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "bob" }));
        Assert.That(site.InProduct("staff"), Is.EqualTo(new[] { "bob" }));
    }
}
