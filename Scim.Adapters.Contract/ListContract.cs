using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>Lists: whole, none twice, past the product's pages.</summary>
[TestFixture]
public abstract class ListContract : ProductContract
{
    private const int Several = 123;

    [Test]
    public async Task All_members_are_listed_over_several_pages()
    {
        await using var product = await StartAsync();
        var users = await ManyAsync(product);
        var staff = await product.GroupAsync("staff", [.. users]);

        var listed = await AllAsync(product.Groups.ListMembersAsync(staff, default));

        Assert.That(listed.Select(u => u.Key), Is.EquivalentTo(users.Select(u => u.Key)));
    }

    [Test]
    public async Task An_empty_group_lists_nobody()
    {
        await using var product = await StartAsync();
        var staff = await product.GroupAsync("staff");

        Assert.That(await AllAsync(product.Groups.ListMembersAsync(staff, default)), Is.Empty);
    }

    [Test]
    public async Task Listing_the_members_of_a_group_that_is_gone_throws_NotFound()
    {
        await using var product = await StartAsync();
        var staff = await product.GroupAsync("staff");
        product.RemoveGroupOutside("staff");

        var fault = await FaultOfAsync(() => AllAsync(product.Groups.ListMembersAsync(staff, default)));

        Assert.That(fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task A_list_that_is_left_early_asks_for_no_further_page()
    {
        await using var product = await StartAsync();
        var staff = await product.GroupAsync("staff", [.. await ManyAsync(product)]);
        product.ForgetCalls();

        await foreach (var member in product.Groups.ListMembersAsync(staff, default))
        {
            Assert.That(member.Name, Is.Not.Empty);
            break;
        }

        Assert.That(product.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task All_accounts_are_listed_deactivated_ones_too()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.ListUsers);
        for (var i = 0; i < 30; i++)
        {
            await product.UserAsync($"user{i:00}");
        }

        var ann = await product.UserAsync("ann");
        if (product.Can(ProductCapabilities.DeactivateUser))
        {
            await product.Users.UpdateAsync(ann, new(Active: false), default);
        }

        var listed = await AllAsync(product.Users.ListAsync(default));

        Assert.That(listed.Select(u => u.Name), Is.EquivalentTo(product.Truth.Users.Select(u => u.Name)));
        Assert.That(listed.Select(u => u.Key), Is.Unique);
        Assert.That(listed.Single(u => u.Name == "ann").Active, Is.EqualTo(product.Truth.User("ann")!.Active));
    }

    [Test]
    public async Task All_groups_are_listed()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.ListGroups);
        for (var i = 0; i < 60; i++)
        {
            await product.Groups.CreateAsync($"group{i:00}", default);
        }

        var listed = await AllAsync(product.Groups.ListAsync(default));

        Assert.That(listed.Select(g => g.Name), Is.EquivalentTo(product.Truth.Groups.Select(g => g.Name)));
        Assert.That(listed.Single(g => g.Name == "group07"), Is.EqualTo(await product.Groups.FindByNameAsync("group07", default)));
    }

    private static async Task<List<ProductUser>> ManyAsync(ProductUnderTest product)
    {
        var users = new List<ProductUser>();
        for (var i = 0; i < Several; i++)
        {
            users.Add(await product.UserAsync($"user{i:000}"));
        }

        return users;
    }
}
