using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>Accounts: find, create, update, delete.</summary>
[TestFixture]
public abstract class UserContract : ProductContract
{
    [Test]
    public async Task A_created_account_is_found_by_its_key_and_by_its_name()
    {
        await using var product = await StartAsync();

        var ann = await product.Users.CreateAsync(new("ann", "Ann Example", "ann@example.com"), default);

        Assert.That(await product.Users.FindAsync(ann, default), Is.EqualTo(product.Shown(ann)));
        Assert.That((await product.Users.FindByNameAsync("ann", default))?.Key, Is.EqualTo(ann.Key));
        Assert.That(product.Truth.User("ann"), Is.Not.Null);
    }

    [Test]
    public async Task A_created_account_is_active_and_has_what_was_sent()
    {
        await using var product = await StartAsync();

        var ann = await product.Users.CreateAsync(new("ann", "Ann Example", "ann@example.com"), default);

        var truth = product.Truth.User("ann")!;
        Assert.That((ann.Name, ann.DisplayName, ann.Active), Is.EqualTo(("ann", "Ann Example", true)));
        Assert.That((truth.DisplayName, truth.Email, truth.Active), Is.EqualTo(("Ann Example", "ann@example.com", true)));
    }

    [Test]
    public async Task A_created_account_is_in_no_group_that_grants_access_unless_the_product_does_that_itself()
    {
        await using var product = await StartAsync();

        await product.UserAsync("ann");

        Assert.That(product.MembersOf(product.LicenceGroup).Contains("ann"), Is.EqualTo(product.LetsNewAccountsIn));
    }

    [Test]
    public async Task Creating_is_one_change_without_looking_first()
    {
        await using var product = await StartAsync();

        await product.UserAsync("ann");

        // A product whose answer doesn't show the account is asked for it.
        Assert.That(product.Calls, Has.Count.LessThanOrEqualTo(2));
        Assert.That(product.Calls[0].Method, Is.Not.EqualTo("GET"));
        Assert.That(product.Writes.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Creating_a_name_that_exists_throws_AlreadyExists_and_changes_nothing()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var before = product.Truth.User("ann");

        var fault = await FaultOfAsync(() => product.Users.CreateAsync(new("ann", "Other", "other@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.AlreadyExists>());
        Assert.That(product.Truth.User("ann"), Is.EqualTo(before));
        Assert.That(await product.Users.FindAsync(ann, default), Is.EqualTo(product.Shown(ann)));
    }

    [Test]
    public async Task A_name_that_differs_only_in_case_exists()
    {
        await using var product = await StartAsync();
        await product.UserAsync("ann");
        var name = Fitted("ANN", product.Adapter.Descriptor.UserNames);

        var fault = await FaultOfAsync(() => product.Users.CreateAsync(new(name, "Other", "other@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.AlreadyExists>());
    }

    [Test]
    public async Task A_name_of_every_character_that_the_rules_allow_can_be_made_and_found()
    {
        await using var product = await StartAsync();
        foreach (var name in NamesOfAllAllowed(product.Adapter.Descriptor.UserNames))
        {
            var made = await product.Users.CreateAsync(new(name, "Ann", $"ann{name.Length}@example.com"), default);

            Assert.That(made.Name, Is.EqualTo(name));
            Assert.That((await product.Users.FindByNameAsync(name, default))?.Key, Is.EqualTo(made.Key));
            Assert.That((await product.Users.FindAsync(made, default))?.Name, Is.EqualTo(name));
        }
    }

    [Test]
    public async Task A_name_that_is_too_long_throws_Invalid_about_the_name()
    {
        await using var product = await StartAsync();

        var fault = await FaultOfAsync(() => product.Users.CreateAsync(new(new string('a', Math.Max(300, product.Adapter.Descriptor.UserNames.Longest + 1)), "Ann", "ann@example.com"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo("name"));
    }

    [Test]
    public async Task An_address_that_is_none_throws_Invalid_about_the_email()
    {
        await using var product = await StartAsync();

        var fault = await FaultOfAsync(() => product.Users.CreateAsync(new("ann", "Ann", "no address"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo("email"));
        Assert.That(product.Truth.User("ann"), Is.Null);
    }

    [TestCase("ann+test@example.com")]
    [TestCase("ann#1")]
    [TestCase("ann/ops?x=1;y")]
    [TestCase("o'neil \"o\" 100%")]
    [TestCase("Ünïcødé.名前")]
    public async Task A_name_with_special_characters_survives_the_way_there_and_back(string name)
    {
        await using var product = await StartAsync();
        name = Fitted(name, product.Adapter.Descriptor.UserNames);

        var made = await product.Users.CreateAsync(new(name, "Ann", "ann@example.com"), default);

        Assert.That(made.Name, Is.EqualTo(name).IgnoreCase);
        Assert.That((await product.Users.FindByNameAsync(name, default))?.Key, Is.EqualTo(made.Key));
        Assert.That(product.Truth.User(name), Is.Not.Null);
    }

    [Test]
    public async Task What_is_not_there_is_null()
    {
        await using var product = await StartAsync();

        Assert.That(await product.Users.FindAsync(new(new("no-such-key"), "nobody", "Nobody", null, true), default), Is.Null);
        Assert.That(await product.Users.FindByNameAsync("nobody", default), Is.Null);
    }

    [Test]
    public async Task A_name_is_found_in_any_case()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");

        Assert.That((await product.Users.FindByNameAsync("aNN", default))?.Key, Is.EqualTo(ann.Key));
    }

    [Test]
    public async Task Finding_by_name_tells_who_administers()
    {
        await using var product = await StartAsync();
        await product.UserAsync("ann");

        Assert.That((await product.Users.FindByNameAsync("ann", default))?.Administers, Is.False);
        Assert.That((await product.Users.FindByNameAsync(product.OwnName, default))?.Administers, Is.True);
    }

    [Test]
    public async Task Updating_changes_what_is_named_and_nothing_else()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser);
        var ann = await product.UserAsync("ann");

        var updated = await product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default);

        var truth = product.Truth.User("ann")!;
        Assert.That((updated.Key, updated.DisplayName), Is.EqualTo((ann.Key, "Ann Other")));
        Assert.That((truth.DisplayName, truth.Email, truth.Active), Is.EqualTo(("Ann Other", "ann@example.com", true)));
    }

    [Test]
    public async Task Updating_the_address_leaves_the_names()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser);
        var ann = await product.UserAsync("ann");

        await product.Users.UpdateAsync(ann, new(Email: "other@example.com"), default);

        var truth = product.Truth.User("ann")!;
        Assert.That((truth.Name, truth.DisplayName, truth.Email), Is.EqualTo(("ann", "ann Example", "other@example.com")));
    }

    [Test]
    public async Task Updating_twice_is_updating_once()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser);
        var ann = await product.UserAsync("ann");

        var first = await product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default);
        var second = await product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default);

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task A_deactivated_account_is_still_found_and_can_be_activated_again()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.DeactivateUser);
        var ann = await product.UserAsync("ann");

        var off = await product.Users.UpdateAsync(ann, new(Active: false), default);

        Assert.That(off.Active, Is.False);
        Assert.That(product.Truth.User("ann")!.Active, Is.False);
        Assert.That((await product.Users.FindByNameAsync("ann", default))?.Active, Is.False);
        Assert.That((await product.Users.UpdateAsync(off, new(Active: true), default)).Active, Is.True);
    }

    [Test]
    public async Task Deactivating_leaves_the_memberships()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.DeactivateUser);
        var ann = await product.UserAsync("ann");
        await product.GroupAsync("staff", ann);

        await product.Users.UpdateAsync(ann, new(Active: false), default);

        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann"]));
    }

    [Test]
    public async Task Renaming_keeps_the_key_and_the_memberships()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.RenameUser);
        var ann = await product.UserAsync("ann");
        await product.GroupAsync("staff", ann);

        var renamed = await product.Users.UpdateAsync(ann, new(Name: "anna"), default);

        Assert.That((renamed.Key, renamed.Name), Is.EqualTo((ann.Key, "anna")));
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["anna"]));
        Assert.That(await product.Users.FindByNameAsync("ann", default), Is.Null);
        Assert.That((await product.Users.FindAsync(ann, default))?.Name, Is.EqualTo("anna"));
    }

    [Test]
    public async Task Renaming_to_a_name_that_exists_throws_AlreadyExists()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.RenameUser);
        var ann = await product.UserAsync("ann");
        await product.UserAsync("bob");

        var fault = await FaultOfAsync(() => product.Users.UpdateAsync(ann, new(Name: "bob"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.AlreadyExists>());
        Assert.That(product.Truth.User("ann"), Is.Not.Null);
    }

    [Test]
    public async Task Renaming_by_case_alone_is_done()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.RenameUser);
        var ann = await product.UserAsync("ann");

        await product.Users.UpdateAsync(ann, new(Name: "Ann"), default);

        Assert.That(product.Truth.User("ann")!.Name, Is.EqualTo("Ann"));
    }

    [Test]
    public async Task Several_changes_are_all_done_and_none_twice()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser);
        var ann = await product.UserAsync("ann");
        product.ForgetCalls();

        var updated = await product.Users.UpdateAsync(ann, new("anna", "Anna", "anna@example.com"), default);

        var truth = product.Truth.User("anna")!;
        Assert.That((updated.Key, updated.Name, updated.DisplayName), Is.EqualTo((ann.Key, "anna", "Anna")));
        Assert.That((truth.DisplayName, truth.Email, truth.Active), Is.EqualTo(("Anna", "anna@example.com", true)));
        Assert.That(product.Writes.Select(c => c.Target), Is.Unique);
    }

    [Test]
    public async Task Several_changes_are_one_call()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeactivateUser);
        var ann = await product.UserAsync("ann");
        product.ForgetCalls();

        await product.Users.UpdateAsync(ann, new("anna", "Anna", "anna@example.com", Active: false), default);

        Assert.That(product.Calls, Has.Count.EqualTo(1));
        Assert.That(product.Truth.User("anna"), Is.EqualTo(product.Truth.User("anna")! with { DisplayName = "Anna", Email = "anna@example.com", Active = false }));
    }

    [Test]
    public async Task Updating_what_is_gone_throws_NotFound()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.UpdateUser);
        var ann = await product.UserAsync("ann");
        product.RemoveUserOutside("ann");

        var fault = await FaultOfAsync(() => product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task An_account_that_was_renamed_outside_is_found_by_its_key()
    {
        await using var product = await StartAsync();
        if (product.RenameOutside is null)
        {
            Assert.Ignore("This product renames nobody.");
        }

        var ann = await product.UserAsync("ann");
        product.RenameOutside!("ann", "anna");

        Assert.That((await product.Users.FindAsync(ann, default))?.Name, Is.EqualTo("anna"));
    }

    [Test]
    public async Task A_deleted_account_is_gone_and_deleting_it_again_succeeds()
    {
        await using var product = await StartAsync();
        Needs(product, ProductCapabilities.DeleteUser);
        var ann = await product.UserAsync("ann");

        await product.Users.DeleteAsync(ann, default);
        await product.Users.DeleteAsync(ann, default);

        Assert.That(product.Truth.User("ann"), Is.Null);
        Assert.That(await product.Users.FindAsync(ann, default), Is.Null);
    }

    [Test]
    public async Task What_is_not_declared_throws_Unsupported()
    {
        await using var product = await StartAsync();
        var ann = await product.UserAsync("ann");
        var calls = new (ProductCapabilities Needed, Func<Task> Call)[]
        {
            (ProductCapabilities.UpdateUser, () => product.Users.UpdateAsync(ann, new(DisplayName: "Ann Other"), default)),
            (ProductCapabilities.RenameUser, () => product.Users.UpdateAsync(ann, new(Name: "anna"), default)),
            (ProductCapabilities.DeactivateUser, () => product.Users.UpdateAsync(ann, new(Active: false), default)),
            (ProductCapabilities.DeleteUser, () => product.Users.DeleteAsync(ann, default)),
            (ProductCapabilities.ListUsers, () => AllAsync(product.Users.ListAsync(default))),
            (ProductCapabilities.ListGroups, () => AllAsync(product.Groups.ListAsync(default))),
            (ProductCapabilities.RenameGroup, async () => await product.Groups.RenameAsync(await product.GroupAsync("staff"), "crew", default)),
        };

        foreach (var (needed, call) in calls.Where(c => !product.Can(c.Needed)))
        {
            Assert.That(await FaultOfAsync(call), Is.InstanceOf<ProductFault.Unsupported>(), needed.ToString());
        }
    }
}
