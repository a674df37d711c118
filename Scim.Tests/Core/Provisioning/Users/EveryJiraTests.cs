using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>Where the product's answer decides, it is understood in every version and in every language.</summary>
[TestFixture("8.20", "en")]
[TestFixture("8.20", "de")]
[TestFixture("9.12", "en")]
[TestFixture("9.12", "de")]
[TestFixture("10.3.24", "en")]
[TestFixture("10.3.24", "de")]
[TestFixture("11.3", "en")]
[TestFixture("11.3", "de")]
public sealed class EveryJiraTests(string version, string language)
{
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await StartAsync(-1);
        await _gateway.CreateUserAsync("first");
        _gateway.Sandbox.ForgetCalls();
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_name_in_use_is_adopted()
    {
        _gateway.Sandbox.AddUser("zoe", "Zoe", "zoe@example.com");

        var answer = await _gateway.PostAsync("""{"userName":"Zoe","displayName":"Zoe"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await _gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserAdopt));
        Assert.That(_gateway.Sandbox.Read().Users.Count(u => u.DisplayName == "Zoe"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_name_in_use_is_no_new_name()
    {
        _gateway.Sandbox.AddUser("zoe", "Zoe", "zoe@example.com");
        var id = await _gateway.CreateUserAsync("ann");

        var answer = await _gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"zoe"}""");

        Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.Conflict, "uniqueness")));
        Assert.That(answer.Detail, Is.EqualTo("Jira already has an account with the login name 'zoe'."));
    }

    [Test]
    public async Task Deactivation_restoring_rename_and_deletion_work()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _ = await _gateway.AddGroupAsync("staff", id);

        var off = await _gateway.PatchAsync(id, """{"op":"replace","path":"active","value":false}""");
        var on = await _gateway.PatchAsync(id, """{"op":"replace","path":"active","value":true},{"op":"replace","path":"userName","value":"anna"}""");
        var state = _gateway.Sandbox.Read().User("anna");
        var deleted = await _gateway.DeleteAsync(id);

        Assert.That((off.IsActive, on.IsActive, state?.Active), Is.EqualTo((false, true, true)));
        Assert.That(deleted.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_gateway.Sandbox.Read().Group("staff")!.Members, Is.Empty);
        Assert.That(_gateway.Sandbox.Read().User("anna")!.Active, Is.False);
    }

    [Test]
    public async Task A_refusal_is_400_with_the_products_own_words()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.Entangle("ann", isLead: true);

        var answer = await _gateway.PatchAsync(id, """{"op":"replace","path":"active","value":false}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Detail, Is.EqualTo(language == "de"
            ? "Jira says (400): Der Benutzer 'ann' ist Projektleiter und kann nicht deaktiviert werden."
            : "Jira says (400): User 'ann' is a project lead and cannot be deactivated."));
    }

    [Test]
    public async Task A_look_up_of_nobody_is_empty_and_one_of_an_administrator_too()
    {
        _gateway.Sandbox.AddUser("root", "Root", "root@example.com");
        _gateway.Sandbox.AddGroup("chiefs", "root");
        _gateway.Sandbox.Nest("chiefs", inside: "jira-administrators");

        Assert.That((await _gateway.FindNameAsync("nobody")).Found, Is.Empty);
        Assert.That((await _gateway.FindNameAsync("root")).Found, Is.Empty);
        Assert.That((await _gateway.FindNameAsync("admin")).Found, Is.Empty);
    }

    [Test]
    public async Task A_full_licence_is_told_as_such()
    {
        await using var gateway = await StartAsync(1, "--Scim:Users:DefaultGroups:0=jira-software-users");

        var answer = await gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That((answer.Status, answer.ScimType), Is.EqualTo((HttpStatusCode.BadRequest, default(string))));
        Assert.That(answer.Detail, Is.EqualTo("licence: 1 of 1 seats of Jira Software are taken."));
    }

    [Test]
    public async Task A_deleted_users_account_that_is_gone_is_made_anew_under_a_new_id()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _ = await _gateway.DeleteAsync(id);
        _gateway.Sandbox.RemoveUser("ann");

        var answer = await _gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Id, Is.Not.EqualTo(id));
    }

    private Task<TestGateway> StartAsync(int seats, params string[] settings) => GatewayOn.StartAsync(
        GatewayOn.Sqlite, new JiraSandboxOptions { Version = Version.Parse(version), Language = language, Seats = seats }, settings);
}
