using System.Net;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Provisioning;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class TwoAtOnceTests(string store) : UserFixture(store)
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(150);

    [SetUp]
    public void BeSlow() => Gateway.Sandbox.Latency = Slow;

    [TearDown]
    public void BeQuick() => Gateway.Sandbox.Latency = TimeSpan.Zero;

    [Test]
    public async Task Of_many_creations_of_one_name_one_is_201_and_the_others_are_409_and_there_is_one_account()
    {
        string[] names = ["crowd", "Crowd", "CROWD", "crowd", "crowD", "crowd"];

        var answers = await Task.WhenAll(names.Select(n => Gateway.PostAsync($$"""{"userName":"{{n}}"}""")));

        var made = answers.Single(a => a.Status == HttpStatusCode.Created);
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Conflict), Is.EqualTo(names.Length - 1));
        Assert.That(answers.Where(a => a != made).Select(a => a.Detail), Is.All.EndsWith($"belongs to user {made.Id}."));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "POST /user" }));
    }

    [Test]
    public async Task Of_many_adoptions_one_is_201_and_all_speak_of_one_id()
    {
        Gateway.Sandbox.AddUser("wanted", "Wanted", "wanted@example.com");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Gateway.PostAsync("""{"userName":"wanted"}""")));

        var made = answers.Single(a => a.Status == HttpStatusCode.Created);
        Assert.That(answers.Where(a => a != made).Select(a => a.Detail), Is.All.EqualTo($"userName 'wanted' belongs to user {made.Id}."));
    }

    [Test]
    public async Task Of_many_look_ups_of_an_unseen_account_all_see_one_id()
    {
        Gateway.Sandbox.AddUser("glanced", "Glanced", "glanced@example.com");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Gateway.FindNameAsync("glanced")));

        Assert.That(answers.Select(a => a.Found.Single()).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_rename_holds_the_old_and_the_new_name()
    {
        var id = await Gateway.CreateUserAsync("from");

        var rename = Gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"to"}""");
        await UnderWayAsync(rename);
        var old = Gateway.PostAsync("""{"userName":"from"}""");
        var @new = Gateway.PostAsync("""{"userName":"to"}""");
        await Task.WhenAll(rename, old, @new);

        Assert.That((await rename).Text("userName"), Is.EqualTo("to"));
        Assert.That((await @new).Detail, Is.EqualTo($"userName 'to' belongs to user {id}."));
        Assert.That((await old).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await old).Id, Is.Not.EqualTo(id));
        Assert.That(Gateway.Sandbox.Read().Users.Count(u => u.Name is "from" or "to"), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_renames_to_one_name_leave_one_holder()
    {
        var one = await Gateway.CreateUserAsync("rival.one");
        var two = await Gateway.CreateUserAsync("rival.two");
        const string Rename = """{"op":"replace","path":"userName","value":"prize"}""";

        var answers = await Task.WhenAll(Gateway.PatchAsync(one, Rename), Gateway.PatchAsync(two, Rename));

        Assert.That(answers.Select(a => (int)a.Status), Is.EquivalentTo(new[] { 200, 409 }));
    }

    [Test]
    public async Task Who_waits_for_the_turn_gives_up_after_8_seconds_with_503_and_nothing_done()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var gateway = await GatewayOn.StartAsync(Store, new JiraSandboxOptions(), clock);
        var id = await gateway.CreateUserAsync("busy");
        gateway.Sandbox.ForgetCalls();
        await using var turn = await gateway.Get<IResourceLocks>().EnterAsync([ProvisioningContext.ResourceKey(id)], default);
        var before = clock.GetUtcNow();

        var answer = await clock.TurnUntilAsync(
            gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Never"}"""), TimeSpan.FromSeconds(1));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers["Retry-After"], Is.EqualTo("5"));
        Assert.That(answer.Detail, Is.EqualTo("Another request is changing this resource; nothing was done. Try again in a moment."));
        Assert.That(clock.GetUtcNow() - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(8)));
        Assert.That(gateway.Calls(), Is.Empty);
    }

    /// <summary>Until a change is in the journal; with the sandbox's delay it isn't answered yet.</summary>
    private async Task UnderWayAsync(Task request)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!request.IsCompleted && await Gateway.Get<IJournal>().CountAsync(default) == 0)
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
