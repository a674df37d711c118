using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>The exact calls: the least there are.</summary>
internal sealed partial class ConfluenceCallsTests
{
    private const string Bob = "40281082950c5fe90000000000000003";

    private ConfluenceUnderTest _confluence = null!;

    [SetUp]
    public async Task Start()
    {
        _confluence = ConfluenceUnderTest.Start(options => options.Version = new(10, 2, 14));
        await _confluence.Adapter.ReadSiteAsync(default);
        Assert.That(_confluence.Sandbox.AddUser("bob", "Bob", "bob@example.com"), Is.EqualTo(Bob));
        _confluence.Sandbox.AddGroup("staff", "bob");
        _confluence.Sandbox.ForgetCalls();
    }

    [TearDown]
    public ValueTask Stop() => _confluence.DisposeAsync();

    private IEnumerable<string> Calls => _confluence.Sandbox.Calls.Select(c => $"{c.Method} {c.Target} {SecretPart().Replace(c.Body, "\"…\"")}".Trim());

    private static ProductUser Seen(string? email = null) => new(new(Bob), "bob", "Bob", email, true);

    [Test]
    public async Task Creating_an_account_sends_a_password_that_nobody_knows_and_no_mail()
    {
        await _confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/admin/user {"userName":"ann","fullName":"Ann","email":"ann@example.com","password":"…","notifyViaEmail":false}""",
        ]));
    }

    [Test]
    public async Task No_two_passwords_are_the_same_and_each_has_every_kind_of_character()
    {
        await _confluence.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        await _confluence.Adapter.Users.CreateAsync(new("cid", "Cid", "cid@example.com"), default);

        var passwords = _confluence.Sandbox.Calls.Select(c => SecretPart().Match(c.Body).Value).ToArray();

        Assert.That(passwords, Is.Unique);
        foreach (var password in passwords)
        {
            Assert.That(password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiDigit), Is.True);
            Assert.That(password, Has.Length.GreaterThanOrEqualTo(40));
        }
    }

    [Test]
    public async Task Finding_by_name_is_two_calls_the_second_for_the_right_to_administer()
    {
        await _confluence.Adapter.Users.FindByNameAsync("bob", default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET /rest/api/user?username=bob&expand=status",
            $"GET /rest/api/user/memberof?key={Bob}&start=0&limit=100",
        ]));
    }

    [Test]
    public async Task Finding_nobody_by_name_is_one_call()
    {
        await _confluence.Adapter.Users.FindByNameAsync("nobody@example.com", default);

        Assert.That(Calls, Is.EqualTo(["GET /rest/api/user?username=nobody%40example.com&expand=status"]));
    }

    [Test]
    public async Task Finding_by_key_is_one_call()
    {
        await _confluence.Adapter.Users.FindAsync(Seen(), default);

        Assert.That(Calls, Is.EqualTo([$"GET /rest/api/user?key={Bob}&expand=status"]));
    }

    [Test]
    public async Task An_update_of_both_fields_is_one_call()
    {
        await _confluence.Adapter.Users.UpdateAsync(Seen(), new(DisplayName: "Bob Other", Email: "other@example.com"), default);

        Assert.That(Calls, Is.EqualTo(["""PUT /rest/api/admin/user/bob {"fullName":"Bob Other","email":"other@example.com"}"""]));
    }

    [Test]
    public async Task An_update_of_one_field_sends_the_other_as_last_seen()
    {
        await _confluence.Adapter.Users.UpdateAsync(Seen("bob@example.com"), new(DisplayName: "Bob Other"), default);

        Assert.That(Calls, Is.EqualTo(["""PUT /rest/api/admin/user/bob {"fullName":"Bob Other","email":"bob@example.com"}"""]));
    }

    [Test]
    public async Task An_address_that_nobody_knows_is_read_before_it_would_be_overwritten()
    {
        await _confluence.Adapter.Users.UpdateAsync(Seen(), new(DisplayName: "Bob Other"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET /rest/mobile/1.0/profile/bob",
            """PUT /rest/api/admin/user/bob {"fullName":"Bob Other","email":"bob@example.com"}""",
        ]));
    }

    [Test]
    public async Task Deactivating_and_activating_are_one_call_each()
    {
        await _confluence.Adapter.Users.UpdateAsync(Seen(), new(Active: false), default);
        await _confluence.Adapter.Users.UpdateAsync(Seen(), new(Active: true), default);

        Assert.That(Calls, Is.EqualTo(["PUT /rest/api/admin/user/bob/disable", "PUT /rest/api/admin/user/bob/enable"]));
    }

    [Test]
    public async Task Access_is_taken_before_anything_else_is_changed()
    {
        await _confluence.Adapter.Users.UpdateAsync(Seen("bob@example.com"), new(DisplayName: "Bob Other", Active: false), default);

        Assert.That(Calls.Select(c => c.Split(' ')[1]), Is.EqualTo(["/rest/api/admin/user/bob/disable", "/rest/api/admin/user/bob"]));
    }

    [Test]
    public async Task Deleting_an_account_asks_for_its_task_until_it_is_done()
    {
        await _confluence.Adapter.Users.DeleteAsync(Seen(), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "DELETE /rest/api/admin/user/bob",
            "GET /rest/api/longtask/task-1",
            "GET /rest/api/longtask/task-1",
            "GET /rest/api/longtask/task-1",
        ]));
    }

    [Test]
    public async Task A_group_is_made_found_and_deleted_in_one_call_each()
    {
        var group = await _confluence.Adapter.Groups.CreateAsync("r&d + ops", default);
        await _confluence.Adapter.Groups.FindByNameAsync("r&d + ops", default);
        await _confluence.Adapter.Groups.DeleteAsync(group, default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/admin/group {"type":"group","name":"r\u0026d \u002B ops"}""",
            "GET /rest/api/group/r%26d%20%2B%20ops",
            "DELETE /rest/api/admin/group/r%26d%20%2B%20ops",
        ]));
    }

    [Test]
    public async Task A_member_is_added_and_removed_in_one_call_each_whether_in_or_not()
    {
        var staff = new ProductGroup(new("staff"), "staff");
        MemberRef bob = new(new(Bob), "bob");
        await _confluence.Adapter.Groups.AddMembersAsync(staff, [bob], default);
        await _confluence.Adapter.Groups.RemoveMembersAsync(staff, [bob], default);
        await _confluence.Adapter.Groups.RemoveMembersAsync(staff, [bob], default);

        Assert.That(Calls, Is.EqualTo(
        [
            "PUT /rest/api/user/bob/group/staff",
            "DELETE /rest/api/user/bob/group/staff",
            "DELETE /rest/api/user/bob/group/staff",
        ]));
    }

    [Test]
    public async Task Lists_are_read_by_the_hundred()
    {
        await foreach (var member in _confluence.Adapter.Groups.ListMembersAsync(new(new("staff"), "staff"), default))
        {
            Assert.That(member.Name, Is.EqualTo("bob"));
        }

        Assert.That(Calls, Is.EqualTo(["GET /rest/api/group/staff/member?expand=status&start=0&limit=100"]));
    }

    [Test]
    public async Task The_protection_is_three_calls()
    {
        await _confluence.Adapter.ReadSiteAsync(default);

        Assert.That(Calls, Is.EqualTo(["GET /rest/applinks/1.0/manifest", "GET /rest/api/user/current", "GET /rest/api/permissions"]));
    }

    [GeneratedRegex("(?<=\"password\":)\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex SecretPart();
}
