using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Tests.Core.Provisioning.Users;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Gaps;

/// <summary>A product that takes no new display names, addresses and login names, and has no way to shut an account out.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class NotStoredTests(string store) : LessAbleFixture(
    store,
    ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeactivateUser | ProductCapabilities.DeleteUser,
    hasAccess: false)
{
    protected override IReadOnlyList<string> Settings => ["--Scim:Users:OnDelete=delete"];

    [TestCase("""{"op":"replace","path":"displayName","value":"Anna"}""", "displayName")]
    [TestCase("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"anna@example.com"}""", "emails")]
    [TestCase("""{"op":"replace","path":"userName","value":"anna"}""", "userName")]
    [TestCase("""{"op":"replace","path":"active","value":false}""", "active")]
    public async Task A_change_is_kept_by_the_gateway_and_the_audit_log_says_so(string operation, string attribute)
    {
        var ann = (await Gateway.PostAsync(Ann)).Id;
        var before = Gateway.Sandbox.Read().User("ann");

        var answer = await Gateway.PatchAsync(ann, operation);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await NotesAsync(answer), Is.EqualTo(new[] { $"Not stored by Jira, kept by the gateway: {attribute}." }));
        Assert.That(Gateway.Sandbox.Read().User("ann"), Is.EqualTo(before));
    }

    [Test]
    public async Task SCIM_shows_what_the_client_sent_on_every_later_read()
    {
        var ann = (await Gateway.PostAsync(Ann)).Id;
        await Gateway.PatchAsync(ann, """{"op":"replace","value":{"displayName":"Anna","userName":"anna","active":false}}""");

        var read = await Gateway.ReadAsync(ann);

        Assert.That(read.Text("displayName"), Is.EqualTo("Anna"));
        Assert.That(read.Text("userName"), Is.EqualTo("anna"));
        Assert.That(read.IsActive, Is.False);
        Assert.That((await Gateway.FindNameAsync("anna")).Found, Is.EqualTo(new[] { ann }));
        Assert.That((await Gateway.FindNameAsync("ann")).Found, Is.Empty);
    }

    [Test]
    public async Task What_an_administrator_changes_in_the_product_still_wins()
    {
        var ann = (await Gateway.PostAsync(Ann)).Id;
        await Gateway.PatchAsync(ann, """{"op":"replace","path":"displayName","value":"Anna"}""");
        await Gateway.ChangeInProductAsync("ann", """{"displayName":"Annabel"}""");

        Assert.That((await Gateway.ReadAsync(ann)).Text("displayName"), Is.EqualTo("Annabel"));
    }

    [Test]
    public async Task A_name_that_the_account_keeps_stays_taken()
    {
        var ann = (await Gateway.PostAsync(Ann)).Id;
        await Gateway.PatchAsync(ann, """{"op":"replace","path":"userName","value":"anna"}""");

        var newcomer = await Gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That(newcomer.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(newcomer.ScimType, Is.EqualTo("uniqueness"));
        Assert.That(newcomer.Detail, Does.Contain(ann));
    }

    [Test]
    public async Task What_the_product_can_hold_leaves_no_note()
    {
        var answer = await Gateway.PostAsync(Ann);

        Assert.That(await NotesAsync(answer), Is.Empty);
    }

    [Test]
    public async Task A_deletion_that_the_product_cannot_do_leaves_the_account_out_of_our_groups()
    {
        var ann = (await Gateway.PostAsync(Ann)).Id;
        await Gateway.AddGroupAsync("staff", ann);

        var answer = await Gateway.DeleteAsync(ann);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(InProduct("staff"), Is.Empty);
        Assert.That(Gateway.Sandbox.Read().User("ann"), Is.Not.Null);
    }

    private const string Ann =
        """{"userName":"ann","displayName":"Ann","emails":[{"value":"ann@example.com","type":"work","primary":true}]}""";
}
