using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters.Jira;

/// <summary>Jira's refusals, told apart by status, field keys and a look, in whatever language their texts are.</summary>
[TestFixture("en")]
[TestFixture("de")]
internal sealed class JiraErrorsTests(string language)
{
    [Test]
    public async Task A_name_that_jira_refuses_is_Invalid_and_not_taken()
    {
        // Jira complains about it under the same key as about a name in use.
        await using var jira = Start(options => options.ForbiddenInNames = "<>&%");

        Assert.That(
            await FaultOfAsync(() => jira.Adapter.Users.CreateAsync(new("100%", "Ann", "ann@example.com"), default)),
            Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo("name"));
    }

    [TestCase("", "email")]
    [TestCase("nonsense", "email")]
    public async Task A_refused_value_is_named(string email, string field)
    {
        await using var jira = Start();

        Assert.That(
            await FaultOfAsync(() => jira.Adapter.Users.CreateAsync(new("ann", "Ann", email), default)),
            Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo(field));
    }

    [Test]
    public async Task A_refused_display_name_is_named()
    {
        await using var jira = Start();

        Assert.That(
            await FaultOfAsync(() => jira.Adapter.Users.CreateAsync(new("ann", " ", "ann@example.com"), default)),
            Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo("displayName"));
    }

    [TestCase(403)]
    [TestCase(400)]
    public async Task A_directory_that_jira_cannot_write_to_is_Invalid_and_does_not_look_like_missing_rights(int status)
    {
        await using var jira = Start(options =>
        {
            options.IsReadOnly = true;
            options.ReadOnlyStatus = status;
        });
        var own = (await jira.Adapter.Users.FindByNameAsync("admin", default))!;

        Assert.That(await FaultOfAsync(() => jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => jira.Adapter.Users.UpdateAsync(own, new(DisplayName: "x"), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => jira.Adapter.Groups.CreateAsync("staff", default)), Is.InstanceOf<ProductFault.Invalid>());
    }

    [Test]
    public async Task An_account_of_an_external_directory_can_be_found_but_not_changed()
    {
        await using var jira = Start();
        jira.Sandbox.AddExternalUser("ldap", "Ldap", "ldap@example.com");
        var user = (await jira.Adapter.Users.FindByNameAsync("ldap", default))!;

        Assert.That(await FaultOfAsync(() => jira.Adapter.Users.UpdateAsync(user, new(Name: "other"), default)), Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(await FaultOfAsync(() => jira.Adapter.Users.DeleteAsync(user, default)), Is.InstanceOf<ProductFault.Invalid>());
    }

    [Test]
    public async Task A_project_lead_is_not_deactivated_and_jiras_reason_is_told()
    {
        await using var jira = Start();
        jira.Sandbox.AddUser("ann", "Ann", "ann@example.com");
        jira.Sandbox.Entangle("ann", isLead: true);
        var ann = (await jira.Adapter.Users.FindByNameAsync("ann", default))!;

        var fault = await FaultOfAsync(() => jira.Adapter.Users.UpdateAsync(ann, new(Active: false), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>().With.Property("Field").EqualTo("active"));
        Assert.That(fault.Message, Does.Contain("'ann'").And.Contain("(400)"));
    }

    [Test]
    public async Task An_account_with_comments_is_not_deleted_and_jiras_reason_is_told()
    {
        await using var jira = Start();
        jira.Sandbox.AddUser("ann", "Ann", "ann@example.com");
        jira.Sandbox.Entangle("ann", comments: 4);
        var ann = (await jira.Adapter.Users.FindByNameAsync("ann", default))!;

        var fault = await FaultOfAsync(() => jira.Adapter.Users.DeleteAsync(ann, default));

        Assert.That(fault, Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(fault.Message, Does.Contain("4"));
    }

    [Test]
    public async Task No_free_seat_is_told_with_numbers_and_the_account_is_still_made()
    {
        await using var jira = Start(options => options.Seats = 1);
        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        var group = (await jira.Adapter.Groups.FindByNameAsync("jira-software-users", default))!;

        var fault = await FaultOfAsync(() => jira.Adapter.Groups.AddMembersAsync(group, [new(ann.Key, ann.Name)], default));

        Assert.That(fault, Is.EqualTo(new ProductFault.LicenceExceeded("1 of 1 seats of Jira Software are taken.")));
    }

    [Test]
    public async Task Activation_without_a_free_seat_is_LicenceExceeded()
    {
        await using var jira = Start(options => options.Seats = 2);
        var users = jira.Adapter.Users;
        var ann = await users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        var bob = await users.CreateAsync(new("bob", "Bob", "bob@example.com"), default);
        var group = (await jira.Adapter.Groups.FindByNameAsync("jira-software-users", default))!;
        await jira.Adapter.Groups.AddMembersAsync(group, [new(ann.Key, ann.Name)], default);
        await users.UpdateAsync(ann, new(Active: false), default);
        await jira.Adapter.Groups.AddMembersAsync(group, [new(bob.Key, bob.Name)], default);

        var fault = await FaultOfAsync(() => users.UpdateAsync(ann, new(Active: true), default));

        Assert.That(fault, Is.InstanceOf<ProductFault.LicenceExceeded>());
    }

    [Test]
    public async Task A_member_through_a_nested_group_counts_as_one_and_cannot_be_taken_out()
    {
        await using var jira = Start();
        var key = new ProductKey(jira.Sandbox.AddUser("ann", "Ann", "ann@example.com"));
        jira.Sandbox.AddGroup("inner", "ann");
        jira.Sandbox.AddGroup("outer");
        jira.Sandbox.Nest("inner", inside: "outer");
        var outer = new ProductGroup(new("outer"), "outer");

        var failures = await jira.Adapter.Groups.RemoveMembersAsync(outer, [new(key, "ann")], default);

        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.Invalid>());
        Assert.That(failures[0].Fault.Message, Does.StartWith("'ann' is in 'outer' through a nested group"));
    }

    [Test]
    public async Task A_login_name_that_has_passed_to_somebody_else_is_not_taken_for_the_member()
    {
        await using var jira = Start();
        var old = new ProductKey(jira.Sandbox.AddUser("ann", "Ann", "ann@example.com"));
        jira.Sandbox.RenameUser("ann", "anna");
        jira.Sandbox.AddUser("ann", "Other Ann", "other@example.com");
        jira.Sandbox.AddGroup("staff", "ann");

        var failures = await jira.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(old, "ann")], default);

        Assert.That(failures.Single().Fault, Is.InstanceOf<ProductFault.NotFound>());
    }

    [Test]
    public async Task A_node_that_lags_behind_hides_the_account_only_for_a_moment()
    {
        await using var jira = Start(options => options.ReplicationLag = TimeSpan.FromSeconds(2));
        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(await jira.Adapter.Users.FindAsync(ann, default), Is.Null);
        jira.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(await jira.Adapter.Users.FindAsync(ann, default), Is.EqualTo(ann));
    }

    [Test]
    public async Task A_repeated_rename_whose_first_attempt_was_done_is_success()
    {
        await using var jira = Start();
        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        jira.Sandbox.Faults.Set("PUT", "*", new SandboxFault.ResetAfter());

        var renamed = await jira.Adapter.Users.UpdateAsync(ann, new(Name: "anna"), default);

        Assert.That((renamed.Key, renamed.Name), Is.EqualTo((ann.Key, "anna")));
    }

    [Test]
    public async Task Before_8_3_a_change_of_the_active_flag_is_Unsupported()
    {
        await using var jira = Start(options => options.Version = new(8, 2, 4));
        var ann = await jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(await FaultOfAsync(() => jira.Adapter.Users.UpdateAsync(ann, new(Active: false), default)), Is.InstanceOf<ProductFault.Unsupported>());
    }

    [Test]
    public async Task The_administrators_group_is_not_deleted()
    {
        await using var jira = Start();

        Assert.That(
            await FaultOfAsync(() => jira.Adapter.Groups.DeleteAsync(new(new("jira-administrators"), "jira-administrators"), default)),
            Is.InstanceOf<ProductFault.Invalid>());
    }

    private static async Task<ProductFault> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ProductException>(() => call());
        return thrown!.Fault;
    }

    private JiraUnderTest Start(Action<JiraSandboxOptions>? set = null, params (string, string?)[] configuration) => JiraUnderTest.Start(
        options =>
        {
            options.Language = language;
            set?.Invoke(options);
        },
        configuration);
}
