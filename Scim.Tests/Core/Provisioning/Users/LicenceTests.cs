using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>No free seat: 400 without a scimType; 409 would send Entra looking for a double.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class LicenceTests(string store)
{
    private const string Full = "licence: 2 of 2 seats of Jira Software are taken.";
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync() =>
        _gateway = await GatewayOn.StartAsync(store, new JiraSandboxOptions { Seats = 2 }, "--Scim:Users:DefaultGroups:0=jira-software-users");

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_creation_is_400_and_goes_on_under_one_id_without_a_double_when_there_is_a_seat()
    {
        var first = await _gateway.PostAsync("""{"userName":"first"}""");

        var refused = await _gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");
        var refusedAgain = await _gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");
        var shown = (await _gateway.FindNameAsync("ann")).Found.Single();
        _ = await _gateway.PatchAsync(first.Id, """{"op":"replace","path":"active","value":false}""");
        var created = await _gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");

        Assert.That(new[] { refused, refusedAgain }.Select(a => (a.Status, a.ScimType, a.Detail)), Is.All.EqualTo((HttpStatusCode.BadRequest, default(string), Full)));
        Assert.That((created.Status, created.Id), Is.EqualTo((HttpStatusCode.Created, shown)));
        Assert.That(created.Emails, Is.Empty);
        Assert.That((await _gateway.EntriesAsync(created)).Single().Action, Is.EqualTo(AuditAction.UserCreate));
        Assert.That((await _gateway.EntriesAsync(refused)).Single().Detail, Is.EqualTo(Full));
        Assert.That(_gateway.Sandbox.Read().Users.Count(u => u.Name == "ann"), Is.EqualTo(1));
        Assert.That(_gateway.Sandbox.Read().Group("jira-software-users")!.Members, Does.Contain("ann"));
        Assert.That(await _gateway.Get<IJournal>().CountAsync(default), Is.Zero);
    }

    [Test]
    public async Task An_account_that_we_made_is_ours_to_finish_even_where_nothing_may_be_adopted()
    {
        await using var gateway = await GatewayOn.StartAsync(
            store, new JiraSandboxOptions { Seats = 2 }, "--Scim:Users:DefaultGroups:0=jira-software-users", "--Scim:Users:AdoptExisting=false");
        var first = await gateway.PostAsync("""{"userName":"first"}""");
        var refused = await gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");
        _ = await gateway.DeleteAsync(first.Id);

        var created = await gateway.PostAsync("""{"userName":"ann","displayName":"Ann"}""");

        Assert.That((refused.Status, created.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.Created)));
    }

    [Test]
    public async Task An_activation_is_400_and_leaves_the_user_as_it_is()
    {
        var ann = await _gateway.PostAsync("""{"userName":"ann"}""");
        _ = await _gateway.PatchAsync(ann.Id, """{"op":"replace","path":"active","value":false}""");
        _ = await _gateway.PostAsync("""{"userName":"bob"}""");

        var answer = await _gateway.PatchAsync(ann.Id, """{"op":"replace","path":"active","value":true}""");

        Assert.That((answer.Status, answer.ScimType, answer.Detail), Is.EqualTo((HttpStatusCode.BadRequest, default(string), Full)));
        Assert.That((await _gateway.ReadAsync(ann.Id)).IsActive, Is.False);
        Assert.That(await _gateway.Get<IJournal>().CountAsync(default), Is.Zero);
    }
}
