using NUnit.Framework;

namespace Scim.Tests.Adapters.Jira;

/// <summary>The exact calls: the least there are.</summary>
internal sealed class JiraCallsTests
{
    private JiraUnderTest _jira = null!;

    [SetUp]
    public async Task Start()
    {
        _jira = JiraUnderTest.Start();
        await _jira.Adapter.ReadSiteAsync(default);
        _jira.Sandbox.AddUser("bob", "Bob", "bob@example.com");
        _jira.Sandbox.AddGroup("staff", "bob");
        _jira.Sandbox.ForgetCalls();
    }

    [TearDown]
    public ValueTask Stop() => _jira.DisposeAsync();

    private IEnumerable<string> Calls => _jira.Sandbox.Calls.Select(c => $"{c.Method} {c.Target} {c.Body}".Trim());

    [Test]
    public async Task Creating_an_account_asks_for_no_application_and_no_mail()
    {
        await _jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/2/user {"name":"ann","emailAddress":"ann@example.com","displayName":"Ann","notification":"false","applicationKeys":[]}""",
        ]));
    }

    [Test]
    public async Task Finding_by_name_reads_the_groups_along()
    {
        await _jira.Adapter.Users.FindByNameAsync("bob+test@example.com", default);

        Assert.That(Calls, Is.EqualTo(["GET /rest/api/2/user?username=bob%2Btest%40example.com&expand=groups"]));
    }

    [Test]
    public async Task Finding_by_key_is_one_call()
    {
        await _jira.Adapter.Users.FindAsync(new(new("JIRAUSER10001"), "bob", "Bob", null, true), default);

        Assert.That(Calls, Is.EqualTo(["GET /rest/api/2/user?key=JIRAUSER10001"]));
    }

    [Test]
    public async Task An_update_sends_what_changes_and_nothing_else()
    {
        await _jira.Adapter.Users.UpdateAsync(new(new("JIRAUSER10001"), "bob", "Bob", null, true), new(Active: false), default);

        Assert.That(Calls, Is.EqualTo(["""PUT /rest/api/2/user?key=JIRAUSER10001 {"active":false}"""]));
    }

    [Test]
    public async Task Deleting_an_account_is_one_call()
    {
        await _jira.Adapter.Users.DeleteAsync(new(new("JIRAUSER10001"), "bob", "Bob", null, true), default);

        Assert.That(Calls, Is.EqualTo(["DELETE /rest/api/2/user?key=JIRAUSER10001"]));
    }

    [Test]
    public async Task A_group_is_made_found_and_deleted_in_one_call_each()
    {
        var group = await _jira.Adapter.Groups.CreateAsync("R&D + Ops", default);
        await _jira.Adapter.Groups.FindByNameAsync("R&D + Ops", default);
        await _jira.Adapter.Groups.DeleteAsync(group, default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/2/group {"name":"R\u0026D \u002B Ops"}""",
            "GET /rest/api/2/groups/picker?query=R%26D%20%2B%20Ops&maxResults=1000",
            "DELETE /rest/api/2/group?groupname=R%26D%20%2B%20Ops",
        ]));
    }

    [Test]
    public async Task A_member_is_added_and_removed_in_one_call_each()
    {
        var ann = await _jira.Adapter.Users.CreateAsync(new("ann", "Ann", "ann@example.com"), default);
        _jira.Sandbox.ForgetCalls();

        await _jira.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(ann.Key, "ann")], default);
        await _jira.Adapter.Groups.RemoveMembersAsync(new(new("staff"), "staff"), [new(ann.Key, "ann")], default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/2/group/user?groupname=staff {"name":"ann"}""",
            "DELETE /rest/api/2/group/user?groupname=staff&username=ann",
        ]));
    }

    [Test]
    public async Task Adding_whoever_is_in_costs_one_look()
    {
        await _jira.Adapter.Groups.AddMembersAsync(new(new("staff"), "staff"), [new(new("JIRAUSER10001"), "bob")], default);

        Assert.That(Calls, Is.EqualTo(
        [
            """POST /rest/api/2/group/user?groupname=staff {"name":"bob"}""",
            "GET /rest/api/2/user?username=bob&expand=groups",
        ]));
    }

    [Test]
    public async Task Members_are_read_by_the_servers_own_page_deactivated_ones_too()
    {
        await foreach (var member in _jira.Adapter.Groups.ListMembersAsync(new(new("staff"), "staff"), default))
        {
            Assert.That(member.Name, Is.EqualTo("bob"));
        }

        Assert.That(Calls, Is.EqualTo(["GET /rest/api/2/group/member?groupname=staff&includeInactiveUsers=true&startAt=0&maxResults=50"]));
    }

    [Test]
    public async Task The_protection_is_three_calls()
    {
        await _jira.Adapter.ReadSiteAsync(default);

        Assert.That(Calls, Is.EqualTo(
        [
            "GET /rest/api/2/myself",
            "GET /rest/api/2/groups/picker?query=&maxResults=1000",
            "GET /rest/api/2/applicationrole",
        ]));
    }
}
