using NUnit.Framework;
using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>The exact calls: the least there are, where no call takes an account's id and an update wants every field.</summary>
internal sealed class BitbucketCallsTests
{
    private static readonly ProductUser Bob = new(new("3"), "bob", "Bob", "bob@example.com", true);
    private static readonly ProductGroup Staff = new(new("staff"), "staff");

    private BitbucketUnderTest _bitbucket = null!;

    [SetUp]
    public async Task Start()
    {
        _bitbucket = BitbucketUnderTest.Start();
        await _bitbucket.Adapter.ReadSiteAsync(default);
        Assert.That(_bitbucket.Sandbox.AddUser("bob", "Bob", "bob@example.com"), Is.EqualTo("3"));
        _bitbucket.Sandbox.AddGroup("staff", "bob");
        _bitbucket.Sandbox.ForgetCalls();
    }

    [TearDown]
    public ValueTask Stop() => _bitbucket.DisposeAsync();

    private IEnumerable<string> Calls => _bitbucket.Sandbox.Calls
        .Select(c => $"{c.Method} {WithoutPassword(c.Target).Replace("/rest/api/latest/admin/", "", StringComparison.Ordinal)} {c.Body}".Trim());

    [Test]
    public async Task Creating_an_account_asks_for_no_default_group_and_no_mail_and_reads_it_back()
    {
        await _bitbucket.Adapter.Users.CreateAsync(new("ann+1@example.com", "Ann & Co", "ann@example.com"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "POST users?name=ann%2B1%40example.com&displayName=Ann%20%26%20Co&emailAddress=ann%40example.com&addToDefaultGroup=false&notify=false&password=…",
            "GET users?filter=ann%2B1%40example.com&limit=100",
        ]));
    }

    [Test]
    public async Task Finding_is_one_call()
    {
        await _bitbucket.Adapter.Users.FindAsync(Bob, default);

        Assert.That(Calls, Is.EqualTo(["GET users?filter=bob&limit=100"]));
    }

    [Test]
    public async Task Finding_by_name_asks_for_groups_and_direct_permission_too()
    {
        await _bitbucket.Adapter.Users.FindByNameAsync("BOB", default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=BOB&limit=100",
            "GET users/more-members?context=bob&limit=100",
            "GET permissions/users?filter=bob&limit=100",
        ]));
    }

    [Test]
    public async Task A_name_that_nobody_has_costs_one_call()
    {
        Assert.That(await _bitbucket.Adapter.Users.FindByNameAsync("bo", default), Is.Null);

        Assert.That(Calls, Is.EqualTo(["GET users?filter=bo&limit=100"]));
    }

    [Test]
    public async Task Who_is_not_where_he_was_is_looked_for_by_what_was_known_of_him_and_then_among_all()
    {
        await _bitbucket.Adapter.Users.FindAsync(new(new("999"), "cid", "Cid", "cid@example.com", true), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=cid&limit=100",
            "GET users?filter=cid%40example.com&limit=100",
            "GET users?limit=1000",
        ]));
    }

    [Test]
    public async Task An_update_reads_the_account_and_sends_all_three_fields()
    {
        await _bitbucket.Adapter.Users.UpdateAsync(Bob, new(DisplayName: "Robert"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            """PUT users {"name":"bob","displayName":"Robert","email":"bob@example.com"}""",
        ]));
    }

    [Test]
    public async Task A_rename_with_an_update_is_the_rename_first()
    {
        await _bitbucket.Adapter.Users.UpdateAsync(Bob, new("rob", "Robert", "rob@example.com"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            """POST users/rename {"name":"bob","newName":"rob"}""",
            """PUT users {"name":"rob","displayName":"Robert","email":"rob@example.com"}""",
        ]));
    }

    [Test]
    public async Task What_is_so_already_is_only_read()
    {
        await _bitbucket.Adapter.Users.UpdateAsync(Bob, new("bob", "Bob", "bob@example.com"), default);

        Assert.That(Calls, Is.EqualTo(["GET users?filter=bob&limit=100"]));
    }

    [Test]
    public async Task Deleting_an_account_revokes_first_what_would_come_back_with_its_name()
    {
        _bitbucket.Sandbox.AddCredentials("bob", tokens: 1, sshKeys: 1, gpgKeys: 1);

        await _bitbucket.Adapter.Users.DeleteAsync(Bob, default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            "DELETE permissions/users?name=bob",
            "GET permissions/users?filter=bob&limit=100",
            "GET /rest/access-tokens/latest/users/bob?limit=100",
            "DELETE /rest/access-tokens/latest/users/bob/301",
            "DELETE /rest/ssh/latest/keys?userName=bob&user=bob",
            "DELETE /rest/gpg/latest/keys?user=bob",
            "DELETE users?name=bob",
        ]));
    }

    [Test]
    public async Task A_group_is_made_found_and_deleted_in_one_call_each()
    {
        var group = await _bitbucket.Adapter.Groups.CreateAsync("R&D + Ops", default);
        await _bitbucket.Adapter.Groups.FindByNameAsync("R&D + Ops", default);
        await _bitbucket.Adapter.Groups.DeleteAsync(group, default);

        Assert.That(Calls, Is.EqualTo(
        [
            "POST groups?name=R%26D%20%2B%20Ops",
            "GET groups?filter=R%26D%20%2B%20Ops&limit=100",
            "DELETE groups?name=R%26D%20%2B%20Ops",
        ]));
    }

    [Test]
    public async Task A_hundred_members_are_added_by_one_call_and_removed_by_one_each()
    {
        var members = Enumerable.Range(0, 101).Select(i => new MemberRef(new(_bitbucket.Sandbox.AddUser($"user{i}", "User", "u@example.com")), $"user{i}")).ToArray();

        await _bitbucket.Adapter.Groups.AddMembersAsync(Staff, members, default);
        Assert.That(Calls.Count(), Is.EqualTo(2));
        Assert.That(Calls.Last(), Is.EqualTo("""POST groups/add-users {"group":"staff","users":["user100"]}"""));

        _bitbucket.Sandbox.ForgetCalls();
        await _bitbucket.Adapter.Groups.RemoveMembersAsync(Staff, members[..2], default);
        Assert.That(Calls, Is.EqualTo(
        [
            """POST users/remove-group {"context":"user0","itemName":"staff"}""",
            """POST users/remove-group {"context":"user1","itemName":"staff"}""",
        ]));
    }

    [Test]
    public async Task One_account_that_is_gone_among_a_hundred_is_found_by_halves()
    {
        var members = Enumerable.Range(0, 100).Select(i => new MemberRef(new(_bitbucket.Sandbox.AddUser($"user{i}", "User", "u@example.com")), $"user{i}")).ToArray();
        _bitbucket.Sandbox.RemoveUser("user42");
        _bitbucket.Sandbox.ForgetCalls();

        var failures = await _bitbucket.Adapter.Groups.AddMembersAsync(Staff, members, default);

        Assert.That(failures.Single().Member.Name, Is.EqualTo("user42"));
        Assert.That(_bitbucket.Sandbox.Read().Group("staff")!.Members, Has.Length.EqualTo(100));
        Assert.That(_bitbucket.Sandbox.Calls, Has.Length.LessThanOrEqualTo(16));
    }

    [Test]
    public async Task Members_are_read_by_the_largest_page()
    {
        await foreach (var member in _bitbucket.Adapter.Groups.ListMembersAsync(Staff, default))
        {
            Assert.That(member.Name, Is.EqualTo("bob"));
        }

        Assert.That(Calls, Is.EqualTo(["GET groups/more-members?context=staff&limit=1000"]));
    }

    [Test]
    public async Task That_a_group_has_no_members_is_believed_only_if_it_is_there()
    {
        _bitbucket.Sandbox.SetMember("staff", "bob", isIn: false);

        await foreach (var member in _bitbucket.Adapter.Groups.ListMembersAsync(Staff, default))
        {
            Assert.Fail(member.Name);
        }

        Assert.That(Calls, Is.EqualTo(["GET groups/more-members?context=staff&limit=1000", "GET groups?filter=staff&limit=100"]));
    }

    [Test]
    public async Task Access_is_read_in_three_calls_and_taken_away_in_one_for_each_group_besides_the_look()
    {
        _bitbucket.Sandbox.SetMember("stash-users", "bob", isIn: true);
        _bitbucket.Sandbox.GrantToUser("bob", "PROJECT_CREATE");

        var access = await _bitbucket.Adapter.Access!.ReadAsync(Bob, default);
        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            "GET users/more-members?context=bob&limit=100",
            "GET permissions/users?filter=bob&limit=100",
        ]));

        _bitbucket.Sandbox.ForgetCalls();
        await _bitbucket.Adapter.Access!.RemoveAsync(Bob, access, default);
        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            """POST users/remove-group {"context":"bob","itemName":"stash-users"}""",
            "DELETE permissions/users?name=bob",
        ]));

        _bitbucket.Sandbox.ForgetCalls();
        await _bitbucket.Adapter.Access!.GiveBackAsync(Bob, access, default);
        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            """POST users/add-groups {"user":"bob","groups":["stash-users"]}""",
            "PUT permissions/users?name=bob&permission=PROJECT_CREATE",
        ]));
    }

    [Test]
    public async Task Revoking_credentials_is_one_call_for_each_token_and_two_for_all_keys()
    {
        _bitbucket.Sandbox.AddCredentials("bob", tokens: 2, sshKeys: 3, gpgKeys: 1);

        await _bitbucket.Adapter.Access!.RevokeCredentialsAsync(Bob, default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET users?filter=bob&limit=100",
            "GET /rest/access-tokens/latest/users/bob?limit=100",
            "DELETE /rest/access-tokens/latest/users/bob/301",
            "DELETE /rest/access-tokens/latest/users/bob/302",
            "DELETE /rest/ssh/latest/keys?userName=bob&user=bob",
            "DELETE /rest/gpg/latest/keys?user=bob",
        ]));
    }

    [Test]
    public async Task The_protection_is_two_calls()
    {
        await _bitbucket.Adapter.ReadSiteAsync(default);

        Assert.That(Calls, Is.EqualTo(["GET permissions/groups?limit=100", "GET users?filter=gateway&limit=100"]));
    }

    private static string WithoutPassword(string target) =>
        target.IndexOf("password=", StringComparison.Ordinal) is > 0 and var at ? $"{target[..at]}password=…" : target;
}
