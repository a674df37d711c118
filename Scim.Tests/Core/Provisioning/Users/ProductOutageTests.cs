using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>The product's own 401, 403, CAPTCHA and log-in page: 503 with Retry-After, because Entra takes 401 and 403 for its own credentials.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ProductOutageTests(string store) : UserFixture(store)
{
    public static readonly object[][] Refusals =
    [
        ["401", (Action<JiraSandbox>)(jira => jira.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(HttpStatusCode.Unauthorized), times: 99))],
        ["403", (Action<JiraSandbox>)(jira => jira.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(HttpStatusCode.Forbidden), times: 99))],
        ["log-in page", (Action<JiraSandbox>)(jira => jira.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(HttpStatusCode.OK), times: 99))],
        ["no administrator any more", (Action<JiraSandbox>)(jira => jira.IsAdministrator = false)],
    ];

    [TestCaseSource(nameof(Refusals))]
    [Rfc("9110-10.2.3-01")]
    public async Task Every_change_is_503_with_Retry_After_and_a_sentence(string how, Delegate refuse)
    {
        await using var gateway = await StartAnotherAsync();
        var id = await gateway.CreateUserAsync("ann");
        ((Action<JiraSandbox>)refuse)(gateway.Sandbox);

        var answers = new[]
        {
            await gateway.PostAsync("""{"userName":"new"}"""),
            await gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Anna"}"""),
            await gateway.DeleteAsync(id),
        };

        Assert.That(answers.Select(a => (int)a.Status), Is.All.EqualTo(503), how);
        Assert.That(answers.Select(a => a.Headers.GetValueOrDefault("Retry-After")), Is.All.Not.Null);
        Assert.That(answers.Select(a => a.Detail), Is.All.Contains("Jira"));
        Assert.That(gateway.Sandbox.Read().User("new"), Is.Null);
    }

    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.Forbidden)]
    [TestCase(HttpStatusCode.OK)]
    public async Task A_read_and_a_look_up_are_503_too_and_nobody_becomes_missing(HttpStatusCode page)
    {
        await using var gateway = await StartAnotherAsync();
        var id = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", new SandboxFault.Page(page), times: 99);

        var read = await gateway.ReadAsync(id);
        var miss = await gateway.FindNameAsync("nobody.else");
        gateway.Sandbox.Faults.Clear();

        Assert.That(new[] { read, miss }.Select(a => (int)a.Status), Is.All.EqualTo(503));
        Assert.That(new[] { read, miss }.Select(a => a.Headers.GetValueOrDefault("Retry-After")), Is.All.Not.Null);
        Assert.That((await gateway.ReadAsync(id)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    public static readonly SandboxFault[] Harmless =
        [new SandboxFault.Refuse(), new SandboxFault.Throttle(30), new SandboxFault.Page(HttpStatusCode.Unauthorized)];

    [TestCaseSource(nameof(Harmless))]
    public async Task What_certainly_did_nothing_is_the_clients_to_repeat_and_leaves_nothing_to_recovery(SandboxFault fault)
    {
        await using var gateway = await StartAnotherAsync();
        var ann = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", fault, times: 99);

        var created = await gateway.PostAsync("""{"userName":"given.up"}""");
        var changed = await gateway.PatchAsync(ann, """{"op":"replace","path":"displayName","value":"Given Up"}""");
        gateway.Sandbox.Faults.Clear();
        var open = await gateway.Get<IJournal>().ListAsync(default);
        await Faults.GatewayPool.RecoveryOf(gateway).SettleAllAsync(TimeSpan.Zero, default);

        Assert.That(new[] { created, changed }.Select(a => (int)a.Status), Is.All.AnyOf(429, 503));
        Assert.That(open, Is.Empty);
        Assert.That(gateway.Sandbox.Read().User("given.up"), Is.Null);
        Assert.That(gateway.Sandbox.Read().User("ann")!.DisplayName, Is.EqualTo("ann"));
    }

    [Test]
    public async Task What_may_have_been_done_stays_in_the_journal()
    {
        await using var gateway = await StartAnotherAsync();
        await gateway.CreateUserAsync("first");
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", new SandboxFault.ResetAfter());
        gateway.Sandbox.Faults.Set(FaultDial.Any, "*", new SandboxFault.Refuse(), nth: 2, times: 99);

        var answer = await gateway.PostAsync("""{"userName":"ann"}""");
        gateway.Sandbox.Faults.Clear();

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await gateway.Get<IJournal>().ListAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_CAPTCHA_is_503_and_says_so()
    {
        await using var gateway = await GatewayOn.StartAsync(
            Store, "--Scim:Jira:Token=", "--Scim:Jira:Username=admin", "--Scim:Jira:Password=sandbox-password");
        var id = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.IsCaptchaRequired = true;

        var answer = await gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Anna"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers, Does.ContainKey("Retry-After"));
        Assert.That(answer.Detail, Does.Contain("CAPTCHA"));
    }

    [Test]
    public async Task What_was_cut_short_goes_on_with_the_next_request_and_makes_no_double()
    {
        await using var gateway = await StartAnotherAsync();
        gateway.Sandbox.IsAdministrator = false;
        var refused = await gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");
        gateway.Sandbox.IsAdministrator = true;

        _ = await gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");
        var found = await gateway.FindNameAsync("ann");

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(found.Found, Has.Length.EqualTo(1));
        Assert.That(gateway.Sandbox.Read().Users.Count(u => u.Name == "ann"), Is.EqualTo(1));
    }
}
