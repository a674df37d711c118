using System.Net;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>The product has no account with the key any more. The clock is the test's.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class MissingTests(string store)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private FakeTimeProvider _clock = null!;
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _clock = new(TimeProvider.System.GetUtcNow());
        _gateway = await GatewayOn.StartAsync(store, new JiraSandboxOptions { ReplicationLag = TimeSpan.FromSeconds(2) }, _clock);
        await _gateway.CreateUserAsync("first");
        _gateway.Sandbox.ForgetCalls();
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Within_5_seconds_of_our_own_write_a_404_is_asked_again_until_the_account_is_there()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        var answer = await TurningAsync(_gateway.ReadAsync(id));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_gateway.Sandbox.Calls.Select(c => c.Status), Has.Exactly(1).EqualTo(200).And.Some.EqualTo(404));
        Assert.That((await _gateway.EntriesAsync(answer)).Select(e => e.Action), Is.EqualTo(new[] { AuditAction.UserRead }));
    }

    [Test]
    public async Task Later_it_is_missing_with_one_call_and_404_and_an_entry_of_its_own()
    {
        var id = await LoseAsync("ann");

        var answer = await _gateway.ReadAsync(id);

        var entries = await _gateway.EntriesAsync(answer, 2);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Detail, Is.EqualTo($"User {id} does not exist."));
        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
        Assert.That(entries.Select(e => e.Action), Is.EquivalentTo(new[] { AuditAction.DriftMissing, AuditAction.UserRead }));
        Assert.That(entries.Single(e => e.Action == AuditAction.DriftMissing).Detail, Is.EqualTo("Jira has no account with this key any more."));
        Assert.That(entries.Single(e => e.Action == AuditAction.DriftMissing).Resource?.Id, Is.EqualTo(id));
    }

    [Test]
    public async Task Look_ups_and_lists_are_empty_then_and_cost_nothing_more()
    {
        var id = await LoseAsync("ann");

        var finds = await _gateway.FindNameAsync("ann");
        var calls = _gateway.Calls();
        _gateway.Sandbox.ForgetCalls();
        var again = await _gateway.FindNameAsync("ann");
        var byId = await _gateway.FindAsync($"id eq \"{id}\"");
        var all = await _gateway.FindAsync("userName pr");

        Assert.That((finds.Found.Length, again.Found.Length, byId.Found.Length), Is.EqualTo((0, 0, 0)));
        Assert.That(calls, Is.EqualTo(new[] { "GET /user" }));
        Assert.That(all.Found, Has.None.EqualTo(id));
        Assert.That(_gateway.Calls(), Has.None.Contains("ann"));
    }

    [Test]
    public async Task A_change_finds_it_missing_too()
    {
        var id = await LoseAsync("ann");

        var change = await _gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"New"}""");
        var entries = await _gateway.EntriesAsync(change, 2);

        Assert.That(change.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(change.Detail, Is.EqualTo($"User {id} does not exist."));
        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "PUT /user", "GET /user" }));
        Assert.That(entries.Select(e => e.Action), Is.EquivalentTo(new[] { AuditAction.DriftMissing, AuditAction.UserUpdate }));
    }

    [Test]
    public async Task A_POST_of_its_name_makes_the_account_anew_under_the_same_id_and_back_in_its_groups()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _ = await _gateway.AddGroupAsync("staff", id);
        _gateway.Sandbox.RemoveUser("ann");
        _clock.Advance(TimeSpan.FromSeconds(6));
        _ = await _gateway.ReadAsync(id);
        _gateway.Sandbox.ForgetCalls();

        var answer = await _gateway.PostAsync("""{"userName":"ann","displayName":"Ann Again"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Id, Is.EqualTo(id));
        Assert.That(_gateway.Calls(), Is.EqualTo(new[] { "POST /user", "POST /group/user" }));
        Assert.That(_gateway.Sandbox.Read().Group("staff")!.Members, Is.EqualTo(new[] { "ann" }));
        Assert.That((await _gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserCreate));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.That((await _gateway.ReadAsync(id)).Text("displayName"), Is.EqualTo("Ann Again"));
    }

    [Test]
    public async Task A_POST_adopts_what_somebody_made_of_its_name_meanwhile_under_the_same_id()
    {
        var id = await LoseAsync("ann");
        _ = await _gateway.ReadAsync(id);
        _gateway.Sandbox.AddUser("ann", "By hand", "hand@example.com");

        _clock.Advance(TimeSpan.FromSeconds(6));
        var answer = await _gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That((answer.Status, answer.Id), Is.EqualTo((HttpStatusCode.Created, id)));
        Assert.That(answer.Emails, Is.EqualTo(new[] { "hand@example.com" }));
        Assert.That((await _gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserAdopt));
    }

    private async Task<string> LoseAsync(string name)
    {
        var id = await _gateway.CreateUserAsync(name);
        _gateway.Sandbox.RemoveUser(name);
        _clock.Advance(TimeSpan.FromSeconds(6));
        _gateway.Sandbox.ForgetCalls();
        return id;
    }

    private Task<Answer> TurningAsync(Task<Answer> request) => _clock.TurnUntilAsync(request, Step);
}
