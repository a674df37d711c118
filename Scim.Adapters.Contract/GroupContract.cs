using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>Groups: find, create, rename, delete.</summary>
[TestFixture]
public abstract class GroupContract : ProductContract
{
    [Test]
    public async Task A_created_group_is_found_and_empty()
    {
        await using var product = await StartAsync();

        var staff = await product.Groups.CreateAsync("staff", default);

        Assert.That(await product.Groups.FindByNameAsync("staff", default), Is.EqualTo(staff));
        Assert.That(product.Truth.Group("staff")!.Members, Is.Empty);
    }

    [Test]
    public async Task Creating_and_finding_are_one_call_each()
    {
        await using var product = await StartAsync();

        await product.Groups.CreateAsync("staff", default);
        await product.Groups.FindByNameAsync("staff", default);
        await product.Groups.FindByNameAsync("nothing", default);

        Assert.That(product.Calls, Has.Count.EqualTo(3));
    }

    [TestCase("staff")]
    [TestCase("STAFF")]
    public async Task Creating_a_group_that_exists_throws_AlreadyExists(string again)
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        await product.GroupAsync("staff", ann);
        again = Fitted(again, product.Adapter.Descriptor.GroupNames);

        var fault = await FaultOfAsync(() => product.Groups.CreateAsync(again, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.AlreadyExists>());
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann"]));
    }

    [Test]
    public async Task What_is_not_there_is_null()
    {
        await using var product = await StartAsync();

        Assert.That(await product.Groups.FindByNameAsync("nothing", default), Is.Null);
    }

    [Test]
    public async Task A_group_is_found_in_any_case_and_shown_in_its_own()
    {
        await using var product = await StartAsync();
        var staff = await product.Groups.CreateAsync("staff", default);

        Assert.That(await product.Groups.FindByNameAsync("STAFF", default), Is.EqualTo(staff));
    }

    [Test]
    public async Task A_part_of_a_name_finds_nothing()
    {
        await using var product = await StartAsync();
        await product.Groups.CreateAsync("staff-berlin", default);

        Assert.That(await product.Groups.FindByNameAsync("staff", default), Is.Null);
        Assert.That(await product.Groups.FindByNameAsync("berlin", default), Is.Null);
    }

    [TestCase("R&D + Ops")]
    [TestCase("a/b?c=d#e")]
    [TestCase("100 % \"great\"")]
    [TestCase("Ünïcødé 名前")]
    public async Task A_name_with_special_characters_survives_the_way_there_and_back(string name)
    {
        await using var product = await StartAsync();
        name = Fitted(name, product.Adapter.Descriptor.GroupNames);
        var ann = await product.UserAsync("ann");

        var group = await product.GroupAsync(name, ann);

        Assert.That(await product.Groups.FindByNameAsync(name, default), Is.EqualTo(group));
        Assert.That(product.MembersOf(name), Is.EqualTo(["ann"]));
        await product.Groups.DeleteAsync(group, default);
        Assert.That(product.Truth.Group(name), Is.Null);
    }

    [Test]
    public async Task A_name_of_every_character_that_the_rules_allow_can_be_made_and_found()
    {
        await using var product = await StartAsync();
        foreach (var name in NamesOfAllAllowed(product.Adapter.Descriptor.GroupNames))
        {
            var made = await product.Groups.CreateAsync(name, default);

            Assert.That(made.Name, Is.EqualTo(name));
            Assert.That((await product.Groups.FindByNameAsync(name, default))?.Key, Is.EqualTo(made.Key));
            await product.Groups.DeleteAsync(made, default);
            Assert.That(product.Truth.Group(name), Is.Null);
        }
    }

    [Test]
    public async Task Deleting_takes_the_group_and_leaves_its_members()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff", ann);

        await product.Groups.DeleteAsync(staff, default);

        Assert.That(product.Truth.Group("staff"), Is.Null);
        Assert.That(product.Truth.User("ann"), Is.Not.Null);
    }

    [Test]
    public async Task Deleting_what_is_gone_succeeds()
    {
        await using var product = await StartAsync();
        var staff = await product.Groups.CreateAsync("staff", default);
        product.RemoveGroupOutside("staff");

        await product.Groups.DeleteAsync(staff, default);

        Assert.That(product.Truth.Group("staff"), Is.Null);
    }

    [Test]
    public async Task A_group_that_was_deleted_can_be_made_again()
    {
        await using var product = await StartAsync();
        await product.Groups.DeleteAsync(await product.Groups.CreateAsync("staff", default), default);

        await product.Groups.CreateAsync("staff", default);

        Assert.That(product.Truth.Group("staff"), Is.Not.Null);
    }

    [Test]
    public async Task Renaming_keeps_key_and_members()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.RenameGroup);
        var ann = await product.UserAsync("ann");
        var staff = await product.GroupAsync("staff", ann);

        var crew = await product.Groups.RenameAsync(staff, "crew", default);

        Assert.That((crew.Key, crew.Name), Is.EqualTo((staff.Key, "crew")));
        Assert.That(product.MembersOf("crew"), Is.EqualTo(["ann"]));
    }
}
