using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Adapters.Contract;

/// <summary>How accounts lose and regain access where the product has no active flag.</summary>
[TestFixture]
public abstract class AccessContract : ProductContract
{
    [Test]
    public async Task It_is_there_exactly_where_it_is_declared()
    {
        await using var product = await StartAsync();

        Assert.That(product.Adapter.Access is not null, Is.EqualTo(product.Can(ProductCapabilities.RemoveAccess)));
    }

    [Test]
    public async Task An_account_in_no_group_that_grants_anything_has_no_access()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, "staff");

        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
        Assert.That(await Access(product).ReadAsync(ann, default), Is.EqualTo(AccountAccess.None));
    }

    [Test]
    public async Task What_lets_an_account_in_is_read_and_nothing_else()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, "staff", product.LicenceGroup!);

        var access = await Access(product).ReadAsync(ann, default);

        Assert.That(access.Groups, Is.EqualTo([product.LicenceGroup]));
        Assert.That(access.Permission, Is.Null);
    }

    [Test]
    public async Task Taken_away_it_lets_nobody_in_and_the_other_groups_stay()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, "staff", product.LicenceGroup!);
        Grant(product, "ann");

        await Access(product).RemoveAsync(ann, await Access(product).ReadAsync(ann, default), default);

        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
        Assert.That(product.MembersOf("staff"), Is.EqualTo(["ann"]));
        Assert.That(await Access(product).ReadAsync(ann, default), Is.EqualTo(AccountAccess.None));
    }

    [Test]
    public async Task Given_back_it_is_just_what_it_was()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, "staff", product.LicenceGroup!);
        Grant(product, "ann");
        var access = await Access(product).ReadAsync(ann, default);
        await Access(product).RemoveAsync(ann, access, default);

        await Access(product).GiveBackAsync(ann, access, default);

        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.True);
        Assert.That(await Access(product).ReadAsync(ann, default), Is.EqualTo(access));
    }

    [Test]
    public async Task Taking_away_and_giving_back_can_be_repeated()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        Grant(product, "ann");
        var access = await Access(product).ReadAsync(ann, default);

        await Access(product).RemoveAsync(ann, access, default);
        await Access(product).RemoveAsync(ann, access, default);
        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
        await Access(product).GiveBackAsync(ann, access, default);
        await Access(product).GiveBackAsync(ann, access, default);

        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.True);
    }

    [Test]
    public async Task A_group_that_is_gone_meanwhile_is_passed_over()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!, "staff");
        var access = new AccountAccess(["staff", product.LicenceGroup!]);
        product.RemoveGroupOutside("staff");

        await Access(product).RemoveAsync(ann, access, default);
        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
        await Access(product).GiveBackAsync(ann, access, default);

        Assert.That(product.MembersOf(product.LicenceGroup), Does.Contain("ann"));
    }

    [Test]
    public async Task Where_all_its_groups_are_gone_nothing_is_left_to_give_back()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, "staff");
        product.RemoveGroupOutside("staff");

        await Access(product).GiveBackAsync(ann, new(["staff"]), default);

        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
    }

    [Test]
    public async Task Of_an_account_that_is_gone_nothing_is_read_and_nothing_else_done()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        var access = await Access(product).ReadAsync(ann, default);
        product.RemoveUserOutside("ann");

        Assert.That(await Access(product).ReadAsync(ann, default), Is.EqualTo(AccountAccess.None));
        Assert.That(await FaultOfAsync(() => Access(product).RemoveAsync(ann, access, default)), Is.InstanceOf<ProductFault.NotFound>());
        Assert.That(await FaultOfAsync(() => Access(product).GiveBackAsync(ann, access, default)), Is.InstanceOf<ProductFault.NotFound>());
        await Access(product).RevokeCredentialsAsync(ann, default);
    }

    [Test]
    public async Task An_account_that_was_renamed_outside_loses_its_own_access_and_nobody_elses()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        if (product.RenameOutside is null)
        {
            Assert.Ignore("This product renames nobody.");
        }

        product.RenameOutside!("ann", "anna");
        await EnterAsync(product, product.LicenceGroup!);

        await Access(product).RemoveAsync(ann, await Access(product).ReadAsync(ann, default), default);

        Assert.That((product.Truth.User("anna")!.MayLogIn, product.Truth.User("ann")!.MayLogIn), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Without_a_free_seat_nothing_is_given_back_and_the_seats_are_told()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        var access = await Access(product).ReadAsync(ann, default);
        await Access(product).RemoveAsync(ann, access, default);
        if (product.FillSeats is null)
        {
            Assert.Ignore("This product counts no seats.");
        }

        product.FillSeats!();
        var fault = await FaultOfAsync(() => Access(product).GiveBackAsync(ann, access, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.LicenceExceeded>());
        Assert.That(fault.Message, Does.Match(@"\d+ of \d+ seats"));
        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.False);
    }

    [Test]
    public async Task Credentials_that_are_revoked_are_gone_and_revoking_them_again_succeeds()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        if (product.AddCredentialsOutside is null)
        {
            Assert.Ignore("This product's accounts have no credentials of their own.");
        }

        product.AddCredentialsOutside!("ann");
        Assert.That(product.CountCredentials("ann"), Is.GreaterThan(0));

        await Access(product).RevokeCredentialsAsync(ann, default);
        await Access(product).RevokeCredentialsAsync(ann, default);

        Assert.That(product.CountCredentials("ann"), Is.Zero);
        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.True);
    }

    [Test]
    public async Task Without_the_right_to_administer_nothing_is_taken_away()
    {
        await using var product = await StartAsync();
        var ann = await EnterAsync(product, product.LicenceGroup!);
        var access = await Access(product).ReadAsync(ann, default);
        ProductUnderTest.Given(product.TakeAdministration)();

        Assert.That(await FaultOfAsync(() => Access(product).RemoveAsync(ann, access, default)), Is.InstanceOf<ProductFault.Forbidden>());
        Assert.That(product.Truth.User("ann")!.MayLogIn, Is.True);
    }

    private static IAccountAccess Access(ProductUnderTest product) => product.Adapter.Access!;

    private static void Grant(ProductUnderTest product, string name) => product.GrantOutside?.Invoke(name);

    /// <summary>The account "ann", made now, in these groups.</summary>
    private static async Task<ProductUser> EnterAsync(ProductUnderTest product, params string[] groups)
    {
        Needs(product, ProductCapabilities.RemoveAccess);
        var ann = await product.UserAsync("ann");
        foreach (var name in groups)
        {
            var group = await product.Groups.FindByNameAsync(name, default) ?? await product.Groups.CreateAsync(name, default);
            await product.Groups.AddMembersAsync(group, [ProductUnderTest.Ref(ann)], default);
        }

        return ann;
    }
}
