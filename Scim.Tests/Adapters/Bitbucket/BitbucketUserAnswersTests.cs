using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>Who an account is in Bitbucket, where names pass from one to another and come back.</summary>
internal sealed class BitbucketUserAnswersTests
{
    [Test]
    public async Task A_name_that_contains_another_is_not_taken_for_it()
    {
        await using var bitbucket = BitbucketUnderTest.Start(options => options.PageCap = 2);
        foreach (var name in new[] { "joann", "anna", "annabel", "ann.lee" })
        {
            bitbucket.Sandbox.AddUser(name, "Ann", $"{name}@example.com");
        }

        Assert.That(await bitbucket.Adapter.Users.FindByNameAsync("ann", default), Is.Null);
        var id = bitbucket.Sandbox.AddUser("Ann", "Zoe", "zoe@example.com");
        Assert.That((await bitbucket.Adapter.Users.FindByNameAsync("ann", default))?.Key.Value, Is.EqualTo(id));
    }

    [Test]
    public async Task A_login_name_that_has_passed_to_somebody_else_changes_and_deletes_the_right_account()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        var ann = await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        bitbucket.Sandbox.RenameUser("ann", "ann.lee");
        bitbucket.Sandbox.AddUser("ann", "Other Ann", "other@example.com");

        var updated = await bitbucket.Adapter.Users.UpdateAsync(ann, new(DisplayName: "Ann Lee"), default);
        Assert.That((updated.Key, updated.Name, updated.DisplayName), Is.EqualTo((ann.Key, "ann.lee", "Ann Lee")));
        Assert.That(bitbucket.Sandbox.Read().User("ann")!.DisplayName, Is.EqualTo("Other Ann"));

        await bitbucket.Adapter.Users.DeleteAsync(ann, default);
        Assert.That(bitbucket.Sandbox.Read().User("ann.lee"), Is.Null);
        Assert.That(bitbucket.Sandbox.Read().User("ann"), Is.Not.Null);
    }

    [Test]
    public async Task Whose_every_name_has_changed_is_found_among_all()
    {
        await using var bitbucket = BitbucketUnderTest.Start(options => options.PageCap = 3);
        for (var i = 0; i < 20; i++)
        {
            bitbucket.Sandbox.AddUser($"user{i:00}", "User", "u@example.com");
        }

        var id = bitbucket.Sandbox.AddUser("zoe", "Zoe", "zoe@example.com");

        var found = await bitbucket.Adapter.Users.FindAsync(new(new(id), "ann", "Ann", "ann@example.com", true), default);

        Assert.That(found?.Name, Is.EqualTo("zoe"));
    }

    [Test]
    public async Task A_change_made_in_Bitbucket_meanwhile_is_not_undone_by_an_update_of_something_else()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        var ann = await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        await bitbucket.Adapter.Users.UpdateAsync(ann, new(Email: "lee@example.com"), default);

        var updated = await bitbucket.Adapter.Users.UpdateAsync(ann with { Email = "ann@example.com" }, new(DisplayName: "Ann Lee"), default);

        Assert.That(updated.Email, Is.EqualTo("lee@example.com"));
    }

    [Test]
    public async Task An_account_without_an_address_is_updated_without_one()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.AddUser("ann", "Ann", email: null);
        var ann = (await bitbucket.Adapter.Users.FindByNameAsync("ann", default))!;

        var updated = await bitbucket.Adapter.Users.UpdateAsync(ann, new(DisplayName: "Ann Lee"), default);

        Assert.That((ann.Email, updated.DisplayName, updated.Email), Is.EqualTo((default(string), "Ann Lee", default(string))));
    }

    [Test]
    public async Task Whoever_is_disabled_in_the_directory_is_shown_so()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.AddExternalUser("ldap", "Ldap", "ldap@example.com", active: false);

        Assert.That((await bitbucket.Adapter.Users.FindByNameAsync("ldap", default))!.Active, Is.False);
    }

    [TestCase("ADMIN", true)]
    [TestCase("SYS_ADMIN", true)]
    [TestCase("PROJECT_CREATE", false)]
    [TestCase("LICENSED_USER", false)]
    public async Task A_right_to_administer_counts_directly_and_through_a_group(string permission, bool expected)
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        bitbucket.Sandbox.AddUser("ann", "Ann", "ann@example.com");
        bitbucket.Sandbox.AddUser("bob", "Bob", "bob@example.com");
        bitbucket.Sandbox.AddGroup("special", "bob");
        bitbucket.Sandbox.GrantToUser("ann", permission);
        bitbucket.Sandbox.GrantToGroup("special", permission);

        Assert.That((await bitbucket.Adapter.Users.FindByNameAsync("ann", default))!.Administers, Is.EqualTo(expected));
        Assert.That((await bitbucket.Adapter.Users.FindByNameAsync("bob", default))!.Administers, Is.EqualTo(expected));
    }

    [Test]
    public async Task Deleted_and_made_again_within_a_week_an_account_gets_nothing_back()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        var ann = await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        bitbucket.Sandbox.GrantToUser("ann", "LICENSED_USER");
        bitbucket.Sandbox.AddCredentials("ann", tokens: 2, sshKeys: 1, gpgKeys: 1);

        await bitbucket.Adapter.Users.DeleteAsync(ann, default);
        bitbucket.Clock.Advance(TimeSpan.FromDays(6));
        var again = await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(again.Key, Is.EqualTo(ann.Key));
        Assert.That((bitbucket.Sandbox.Read().User("ann")!.MayLogIn, bitbucket.Sandbox.CountCredentials("ann")), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task The_password_that_nobody_knows_is_told_to_nobody()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        var told = new List<ProductCallTrace>();
        ProductCalls.Listen(told.Add);

        await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        await bitbucket.Adapter.Users.CreateAsync(new("bob", "Bob", "bob@example.com"), default);

        var sent = bitbucket.Sandbox.Calls.Where(c => c.Method == "POST").Select(c => c.Target.Split("password=")[1]).ToArray();
        Assert.That(sent, Is.Unique.And.All.Length.GreaterThanOrEqualTo(40));
        Assert.That(told.Select(t => t.Path), Is.All.Not.Contain("password").And.Some.Contains("users?name=ann&"));
    }

    [Test]
    public async Task A_node_that_lags_behind_leaves_a_creation_open()
    {
        await using var bitbucket = BitbucketUnderTest.Start(options => options.ReplicationLag = TimeSpan.FromSeconds(2));
        bitbucket.Clock.Advance(TimeSpan.FromSeconds(3));

        var thrown = await Assert.ThrowsAsync<ProductException>(
            () => bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default));

        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Ambiguous>());
        bitbucket.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(await bitbucket.Adapter.Users.FindByNameAsync("ann", default), Is.Not.Null);
    }

    [Test]
    public async Task Small_pages_with_gaps_lose_nobody()
    {
        await using var bitbucket = BitbucketUnderTest.Start(options => options.HidesRows = true, ("Scim:Bitbucket:PageSize", "7"));
        for (var i = 0; i < 50; i++)
        {
            bitbucket.Sandbox.AddUser($"user{i:00}", "User", "u@example.com");
        }

        var names = new List<string>();
        await foreach (var user in bitbucket.Adapter.Users.ListAsync(default))
        {
            names.Add(user.Name);
        }

        Assert.That(names, Is.EquivalentTo(bitbucket.Sandbox.Read().Users.Select(u => u.Name)).And.Count.EqualTo(52));
    }

    [Test]
    public async Task A_token_that_Bitbucket_loses_on_the_way_is_revoked_and_one_that_a_proxy_hides_is_not_called_so()
    {
        await using var bitbucket = BitbucketUnderTest.Start();
        var ann = await bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        bitbucket.Sandbox.AddCredentials("ann", tokens: 1, sshKeys: 0, gpgKeys: 0);
        bitbucket.Sandbox.Faults.Set("DELETE", "/rest/access-tokens/*", new SandboxFault.Page(HttpStatusCode.NotFound));

        var thrown = await Assert.ThrowsAsync<ProductException>(() => bitbucket.Adapter.Access!.RevokeCredentialsAsync(ann, default));
        Assert.That(thrown!.Fault, Is.InstanceOf<ProductFault.Unavailable>());

        bitbucket.Sandbox.Faults.Set("DELETE", "/rest/access-tokens/*", new SandboxFault.ResetAfter());
        await bitbucket.Adapter.Access!.RevokeCredentialsAsync(ann, default);
        Assert.That(bitbucket.Sandbox.CountCredentials("ann"), Is.Zero);
    }
}
