using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>Who is in which group.</summary>
[TestFixture]
public abstract class MembershipContract : ProductContract
{
    [Test]
    public async Task Added_members_are_in()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff");

        var failures = await product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann), ProductUnderTest.Ref(bob)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann", "bob"]));
    }

    [Test]
    public async Task A_member_costs_no_more_calls_than_the_descriptor_says()
    {
        await using var product = await StartAsync();
        var users = new[] { await product.UserAsync("ann"), await product.UserAsync("bob"), await product.UserAsync("cid") };
        var staff = await product.GroupAsync("staff");
        var expected = (users.Length + product.Adapter.Descriptor.MembersPerAddition - 1) / product.Adapter.Descriptor.MembersPerAddition;
        product.ForgetCalls();

        await product.Groups.AddMembersAsync(staff, [.. users.Select(ProductUnderTest.Ref)], default);

        Assert.That(product.Calls, Has.Count.EqualTo(expected));
    }

    [Test]
    public async Task Adding_a_member_succeeds_though_it_is_one()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff", ann);

        var failures = await product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann), ProductUnderTest.Ref(bob)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann", "bob"]));
    }

    [Test]
    public async Task Removed_members_are_out_and_the_others_stay()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff", ann, bob);

        var failures = await product.Groups.RemoveMembersAsync(staff, [ProductUnderTest.Ref(ann)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["bob"]));
    }

    [Test]
    public async Task Removing_whoever_is_no_member_succeeds()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff", bob);

        var failures = await product.Groups.RemoveMembersAsync(staff, [ProductUnderTest.Ref(ann), ProductUnderTest.Ref(bob)], default);

        Assert.That(failures, Is.Empty);
        Assert.That(product.MembersOf("staff"), Is.Empty);
    }

    [Test]
    public async Task An_account_that_is_gone_is_told_and_the_others_are_added()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff");
        product.RemoveUserOutside("ann");

        var failures = await product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann), ProductUnderTest.Ref(bob)], default);

        Assert.That(failures.Select(f => f.Member), Is.EqualTo([ProductUnderTest.Ref(ann)]));
        Assert.That(failures[0].Fault, Is.InstanceOf<ProductFault.NotFound>());
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["bob"]));
    }

    [Test]
    public async Task A_name_that_nobody_has_any_more_is_told_unless_the_product_goes_by_the_key()
    {
        await using var product = await StartAsync();
        Assume.That(product.RenameOutside, Is.Not.Null, "The product can't rename an account.");
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        product.RenameOutside!("ann", "ann.lee");

        var failures = await product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann)], default);

        Assert.That(failures.Select(f => f.Fault), Is.All.InstanceOf<ProductFault.NotFound>());
        Assert.That(product.MembersOf("staff"), failures.Count == 0 ? Is.EqualTo(["ann.lee"]) : Is.Empty);
    }

    [Test]
    public async Task Removing_an_account_that_is_gone_leaves_it_out_of_the_group()
    {
        await using var product = await StartAsync();
        var (ann, bob) = (await product.UserAsync("ann"), await product.UserAsync("bob"));
        var staff = await product.GroupAsync("staff", ann, bob);
        product.RemoveUserOutside("ann");

        var failures = await product.Groups.RemoveMembersAsync(staff, [ProductUnderTest.Ref(ann), ProductUnderTest.Ref(bob)], default);

        Assert.That(failures.Select(f => f.Fault), Is.All.InstanceOf<ProductFault.NotFound>());
        Assert.That(product.MembersOf("staff"), Is.Empty);
    }

    [Test]
    public async Task Adding_to_a_group_that_is_gone_throws_NotFound()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff");
        product.RemoveGroupOutside("staff");

        var fault = await FaultOfAsync(() => product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(ann)], default));

        Assert.That(fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task Removing_from_a_group_that_is_gone_throws_NotFound()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff", ann);
        product.RemoveGroupOutside("staff");

        var fault = await FaultOfAsync(() => product.Groups.RemoveMembersAsync(staff, [ProductUnderTest.Ref(ann)], default));

        Assert.That(fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task Adding_and_removing_nobody_costs_nothing()
    {
        await using var product = await StartAsync();
        var staff = await product.GroupAsync("staff");
        product.ForgetCalls();

        await product.Groups.AddMembersAsync(staff, [], default);
        await product.Groups.RemoveMembersAsync(staff, [], default);

        Assert.That(product.Calls, Is.Empty);
    }

    [Test]
    public async Task A_deactivated_account_can_be_added_and_is_listed()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.DeactivateUser);
        var ann = await product.Users.UpdateAsync(await product.UserAsync("ann"), new(Active: false), default);

        var staff = await product.GroupAsync("staff", ann);

        Assert.That((await AllAsync(product.Groups.ListMembersAsync(staff, default))).Select(u => u.Key), Is.EqualTo([ann.Key]));
    }

    [Test]
    public async Task Members_of_several_requests_at_once_are_all_in()
    {
        await using var product = await StartAsync();
        var users = new List<ProductUser>();
        for (var i = 0; i < 20; i++)
        {
            users.Add(await product.UserAsync($"user{i:00}"));
        }

        var staff = await product.GroupAsync("staff");

        await Task.WhenAll(users.Select(u => product.Groups.AddMembersAsync(staff, [ProductUnderTest.Ref(u)], default)));

        Assert.That(product.MembersOf("staff"), Is.EqualTo(users.Select(u => u.Name)));
    }
}
