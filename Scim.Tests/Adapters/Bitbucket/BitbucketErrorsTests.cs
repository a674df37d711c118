using NUnit.Framework;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>Bitbucket's refusals, told apart by status, class of the exception and a look, whatever their texts say.</summary>
[TestFixture("en")]
[TestFixture("de")]
internal sealed class BitbucketErrorsTests(string language)
{
    private static readonly ProductGroup Users = new(new("stash-users"), "stash-users");

    [Test]
    public async Task A_wrong_password_is_told_as_such()
    {
        await using var bitbucket = Start();
        bitbucket.Options.Password = "changed";

        Assert.That((await FaultOfAsync(() => FindAsync(bitbucket))).Message, Is.EqualTo(
            "Bitbucket refuses the gateway's name and password (401): check Scim:Bitbucket:Username and Scim:Bitbucket:Password; five failed log-ins lock the account."));
    }

    [Test]
    public async Task A_locked_account_is_told_as_such()
    {
        await using var bitbucket = Start();
        bitbucket.Sandbox.IsCaptchaRequired = true;

        Assert.That((await FaultOfAsync(() => FindAsync(bitbucket))).Message, Does.StartWith(
            "Bitbucket has locked the gateway's account after failed log-ins and wants a CAPTCHA:"));
        Assert.That(bitbucket.Sandbox.Calls, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_gateway_without_a_seat_is_told_as_such()
    {
        await using var bitbucket = Start();
        bitbucket.Sandbox.GrantToGroup("stash-users", null);
        bitbucket.Sandbox.GrantToGroup("stash-administrators", null);

        Assert.That((await FaultOfAsync(() => FindAsync(bitbucket))).Message, Is.EqualTo(
            "Bitbucket knows the gateway's account, but it has no licence seat: give it the global permission 'Admin', directly or through a group."));
    }

    [Test]
    public async Task A_gateway_that_does_not_administer_is_told_as_such()
    {
        await using var bitbucket = Start();
        bitbucket.Sandbox.GrantToGroup("stash-administrators", null);

        var fault = await FaultOfAsync(() => bitbucket.Adapter.Groups.CreateAsync("staff", default));

        Assert.That(fault, Is.EqualTo(new ProductFault.Forbidden(
            "Bitbucket doesn't allow this to the gateway's account (401): give it the global permission 'Admin'. An HTTP access token never has it.")));
    }

    [Test]
    public async Task A_token_that_has_run_out_is_told_as_such()
    {
        await using var bitbucket = BitbucketUnderTest.StartOAuth(options => options.Language = language);
        bitbucket.Options.OAuthToken = "revoked";

        Assert.That((await FaultOfAsync(() => FindAsync(bitbucket))).Message, Does.StartWith("Bitbucket takes the gateway for an anonymous visitor (401):"));
    }

    [Test]
    public async Task A_system_administrator_is_out_of_reach_and_that_is_not_a_missing_right()
    {
        await using var bitbucket = Start();
        var admin = (await bitbucket.Adapter.Users.FindByNameAsync("admin", default))!;

        foreach (var call in new Func<Task>[]
        {
            () => bitbucket.Adapter.Users.UpdateAsync(admin, new(DisplayName: "x"), default),
            () => bitbucket.Adapter.Users.UpdateAsync(admin, new(Name: "x"), default),
        })
        {
            var fault = await FaultOfAsync(call);
            Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>());
            Assert.That(fault.Message, Does.EndWith("because it belongs to a system administrator or to a directory that Bitbucket doesn't write to."));
        }

        bitbucket.Sandbox.AddCredentials("admin", tokens: 1, sshKeys: 1, gpgKeys: 0);
        Assert.That(await FaultOfAsync(() => bitbucket.Adapter.Users.DeleteAsync(admin, default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That((bitbucket.Sandbox.PermissionOf("admin"), bitbucket.Sandbox.CountCredentials("admin")), Is.EqualTo(("SYS_ADMIN", 2)));
    }

    [Test]
    public async Task A_group_that_ranks_higher_takes_no_member_and_that_is_not_a_full_licence()
    {
        await using var bitbucket = Start(options => options.Seats = 10);
        var ann = await AnnAsync(bitbucket);
        bitbucket.Sandbox.AddGroup("roots");
        bitbucket.Sandbox.GrantToGroup("roots", "SYS_ADMIN");

        var failures = await bitbucket.Adapter.Groups.AddMembersAsync(new(new("roots"), "roots"), [new(ann.Key, "ann")], default);

        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.Invalid>());
    }

    [TestCase(409)]
    [TestCase(403)]
    public async Task What_would_take_the_gateways_own_right_is_refused_and_told(int status)
    {
        await using var bitbucket = Start(options => options.OwnRightStatus = status);
        var administrators = new ProductGroup(new("stash-administrators"), "stash-administrators");
        var own = (await bitbucket.Adapter.Users.FindByNameAsync("gateway", default))!;

        Assert.That(await FaultOfAsync(() => bitbucket.Adapter.Groups.DeleteAsync(administrators, default)), Is.InstanceOf<ProductFault.Invalid>());
        var failures = await bitbucket.Adapter.Groups.RemoveMembersAsync(administrators, [new(own.Key, own.Name)], default);
        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => bitbucket.Adapter.Users.DeleteAsync(own, default)), Is.InstanceOf<ProductFault.Invalid>());
    }

    [Test]
    public async Task No_free_seat_is_told_with_numbers_and_the_account_is_still_made()
    {
        await using var bitbucket = Start(options => options.Seats = 2);
        var ann = await AnnAsync(bitbucket);

        var fault = await FaultOfAsync(() => bitbucket.Adapter.Groups.AddMembersAsync(Users, [new(ann.Key, "ann")], default));

        Assert.That(fault, Is.EqualTo(new ProductFault.LicenceExceeded("2 of 2 seats of Bitbucket are taken.")));
    }

    [Test]
    public async Task An_expired_licence_is_told_and_its_text_is_not()
    {
        await using var bitbucket = Start(options => options.IsExpired = true);

        var fault = await FaultOfAsync(() => AnnAsync(bitbucket));

        Assert.That(fault, Is.EqualTo(new ProductFault.Forbidden("Bitbucket's licence has expired, so it refuses every change: renew it.")));
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(409)]
    public async Task A_site_whose_directory_is_read_only_is_Invalid_and_never_a_name_in_use_or_a_missing_right(int status)
    {
        await using var bitbucket = Start(options => (options.IsReadOnly, options.ReadOnlyStatus) = (true, status));
        bitbucket.Sandbox.AddGroup("staff");

        Assert.That(await FaultOfAsync(() => AnnAsync(bitbucket)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => bitbucket.Adapter.Groups.CreateAsync("crew", default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => bitbucket.Adapter.Groups.DeleteAsync(new(new("staff"), "staff"), default)), Is.InstanceOf<ProductFault.Invalid>());
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(409)]
    public async Task An_account_of_another_directory_is_found_but_not_changed(int status)
    {
        await using var bitbucket = Start(options => options.ReadOnlyStatus = status);
        bitbucket.Sandbox.AddExternalUser("ldap", "Ldap", "ldap@example.com");
        bitbucket.Sandbox.AddGroup("staff");
        var user = (await bitbucket.Adapter.Users.FindByNameAsync("ldap", default))!;
        bitbucket.Sandbox.SetMember("stash-users", "ldap", isIn: true);
        bitbucket.Sandbox.ForgetCalls();

        foreach (var (call, sentence) in new (Func<Task>, string)[]
        {
            (() => bitbucket.Adapter.Users.UpdateAsync(user, new(Name: "x"), default), "its names and address are changed there"),
            (() => bitbucket.Adapter.Users.DeleteAsync(user, default), "it is deleted there"),
            (() => bitbucket.Adapter.Access!.RemoveAsync(user, new(["stash-users"]), default), "its groups are changed there"),
        })
        {
            Assert.That(await FaultOfAsync(call), Is.EqualTo(new ProductFault.Invalid(
                $"'ldap' belongs to the directory 'Corporate Crowd', which Bitbucket doesn't write to: {sentence}.")));
        }

        Assert.That(bitbucket.Sandbox.Calls.Select(c => c.Method), Is.All.EqualTo("GET"));
        var failures = await bitbucket.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(user.Key, "ldap")], default);
        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.Invalid>());
    }

    [Test]
    public async Task A_service_that_holds_the_name_is_no_person_to_be_adopted()
    {
        await using var bitbucket = Start();
        bitbucket.Sandbox.AddServiceUser("ann");

        Assert.That(await FaultOfAsync(() => AnnAsync(bitbucket)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await bitbucket.Adapter.Users.FindByNameAsync("ann", default), Is.Null);
    }

    [TestCase("no address", "Ann", "email")]
    [TestCase("ann@example.com", " ", "displayName")]
    public async Task A_refused_value_is_named(string email, string displayName, string field)
    {
        await using var bitbucket = Start();

        Assert.That(
            await FaultOfAsync(() => bitbucket.Adapter.Users.CreateAsync(new("ann", displayName, email), default)),
            Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo(field));
    }

    private BitbucketUnderTest Start(Action<BitbucketSandboxOptions>? set = null) => BitbucketUnderTest.Start(options =>
    {
        options.Language = language;
        set?.Invoke(options);
    });

    private static Task<ProductUser> AnnAsync(BitbucketUnderTest bitbucket) =>
        bitbucket.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

    private static Task<ProductUser?> FindAsync(BitbucketUnderTest bitbucket) => bitbucket.Adapter.Users.FindByNameAsync("ann", default);

    private static async Task<ProductFault> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => call());
        return thrown!.Fault;
    }
}
