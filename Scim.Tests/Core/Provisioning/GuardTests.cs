using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Core.Provisioning;
using Scim.Core.Storage;
using Scim.Tests.Core.Provisioning.Users;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

/// <summary>A leaver is a leaver; a hundred in an hour are a mistake in a filter.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class GuardTests(string store)
{
    private const string Off = """{"op":"Replace","path":"active","value":"False"}""";
    private const string Held = "More than 2 users were to be deactivated or deleted within 1h (Scim:Guard:MaxDeactivations): nothing was done. "
        + "If it is meant, an administrator lets it pass with \"scim guard release\".";

    private static readonly Actor Admin = new("(command line)", "root", null, null);

    [Test]
    public async Task Beyond_the_most_it_is_503_and_the_product_hears_nothing_until_an_admin_lets_it_pass()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=2");
        var ids = await CreateAsync(gateway, 4);
        var passed = await gateway.PatchAsync(ids[0], Off);
        var deleted = await gateway.DeleteAsync(ids[1]);
        gateway.Sandbox.ForgetCalls();

        var deactivation = await gateway.PatchAsync(ids[2], Off);
        var deletion = await gateway.DeleteAsync(ids[3]);
        var heard = gateway.Calls();
        await gateway.Get<Guard>().ReleaseAsync(TimeSpan.FromHours(1), Admin, default);
        var later = await gateway.PatchAsync(ids[2], Off);
        var gone = await gateway.DeleteAsync(ids[3]);

        Assert.That((passed.Status, deleted.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent)));
        Assert.That((deactivation.Status, deactivation.Detail, deactivation.Headers["Retry-After"]), Is.EqualTo((HttpStatusCode.ServiceUnavailable, Held, "300")));
        Assert.That((deletion.Status, deletion.Detail), Is.EqualTo((HttpStatusCode.ServiceUnavailable, Held)));
        Assert.That(heard, Is.Empty);
        Assert.That((later.Status, gone.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NoContent)));
    }

    [Test]
    public async Task Other_changes_go_on()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=1");
        var ids = await CreateAsync(gateway, 2);
        _ = await gateway.PatchAsync(ids[0], Off);
        _ = await gateway.PatchAsync(ids[1], Off);

        var back = await gateway.PatchAsync(ids[0], """{"op":"Replace","path":"active","value":"True"}""");
        var renamed = await gateway.PatchAsync(ids[1], """{"op":"Replace","path":"displayName","value":"New"}""");
        var made = await gateway.PostAsync("""{"userName":"newcomer"}""");

        Assert.That(
            (back.Status, renamed.Status, made.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Created)));
    }

    [Test]
    public async Task The_audit_log_tells_when_it_began_and_who_let_them_pass()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=1");
        var ids = await CreateAsync(gateway, 3);
        _ = await gateway.PatchAsync(ids[0], Off);
        var first = await gateway.PatchAsync(ids[1], Off);
        var second = await gateway.PatchAsync(ids[2], Off);
        await gateway.Get<Guard>().ReleaseAsync(TimeSpan.FromHours(1), Admin, default);

        var entries = await gateway.EntriesAsync(first, 2);
        var released = await gateway.Get<IAuditLog>().ListAsync(new(Action: AuditAction.GuardRelease), default).ToListAsync();

        Assert.That(entries.Select(e => e.Action), Is.EqualTo(new[] { AuditAction.GuardOpen, AuditAction.UserDeactivate }));
        Assert.That((await gateway.EntriesAsync(second)).Select(e => e.Action), Is.EqualTo(new[] { AuditAction.UserDeactivate }));
        Assert.That(released.Single().Actor, Is.EqualTo(Admin));
    }

    [Test]
    public async Task A_client_that_tries_again_counts_once()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=2", "--Scim:Product:Retries=0");
        var ids = await CreateAsync(gateway, 2);
        gateway.Sandbox.Faults.Set("PUT", "*", new SandboxFault.Refuse(), times: 3);
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await gateway.PatchAsync(ids[0], Off)).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        var other = await gateway.PatchAsync(ids[1], Off);

        Assert.That(other.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Adopting_somebody_as_inactive_counts_too()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=1");
        var ids = await CreateAsync(gateway, 1);
        _ = await gateway.PatchAsync(ids[0], Off);

        var made = await gateway.PostAsync("""{"userName":"newcomer","active":false}""");
        _ = await AddToProductAsync(gateway, "old-hand");
        var held = await gateway.PostAsync("""{"userName":"old-hand","active":false}""");

        Assert.That(made.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(held.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(gateway.Sandbox.Read().User("old-hand")!.Active, Is.True);
    }

    [Test]
    public async Task What_is_counted_is_in_the_store_and_holds_for_a_gateway_that_starts_later()
    {
        await using var first = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=1");
        var ids = await CreateAsync(first, 2);
        _ = await first.PatchAsync(ids[0], Off);
        _ = await first.PatchAsync(ids[1], Off);

        var other = new Guard(first.Get<ISettingStore>(), first.Get<IResourceLocks>(), first.Get<IStore>(), first.Get<GuardPolicy>(), TimeProvider.System,
            NullLogger<Guard>.Instance);

        var state = await other.ReadAsync(default);
        Assert.That((state.IsOpen, state.Ended.Keys), Is.EqualTo((true, new[] { ids[0] })));
    }

    [Test]
    public async Task Many_at_once_pass_as_many_as_may()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Guard:MaxDeactivations=5");
        var ids = await CreateAsync(gateway, 12);

        var answers = await Task.WhenAll(ids.Select(id => gateway.PatchAsync(id, Off)));

        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(5));
        Assert.That(gateway.Sandbox.Read().Users.Count(u => !u.Active), Is.EqualTo(5));
    }

    private static async Task<string[]> CreateAsync(TestGateway gateway, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await gateway.CreateUserAsync($"leaver{i}"));
        }

        return [.. ids];
    }

    private static Task<ProductUser> AddToProductAsync(TestGateway gateway, string name) =>
        gateway.Get<IProductAdapter>().Users.CreateAsync(new(name, name, $"{name}@example.com"), default);
}
