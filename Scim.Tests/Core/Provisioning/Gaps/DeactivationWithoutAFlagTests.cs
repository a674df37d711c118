using System.Net;
using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Core.Provisioning.Users;
using Scim.Tests.Faults;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Gaps;

/// <summary>A product without an active flag (lifecycle of Bitbucket): deactivated is out of everything that lets somebody in.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DeactivationWithoutAFlagTests(string store) : LessAbleFixture(store, ProductCapabilities.DeactivateUser, hasAccess: true)
{
    private const string Deactivate = """{"op":"replace","path":"active","value":false}""";
    private const string Activate = """{"op":"replace","path":"active","value":true}""";

    protected override IReadOnlyList<string> Settings => ["--Scim:Users:DefaultGroups:0=jira-software-users"];

    [Test]
    public async Task The_account_loses_every_group_that_lets_it_in_and_its_direct_permission()
    {
        var ann = await AnnAsync();
        Product.Permissions["ann"] = "PROJECT_CREATE";

        var answer = await Gateway.PatchAsync(ann, Deactivate);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.IsActive, Is.False);
        Assert.That(InProduct(Licence), Does.Not.Contain("ann"));
        Assert.That(InProduct("staff"), Does.Contain("ann"));
        Assert.That(Product.Permissions, Is.Empty);
        Assert.That(Product.Revoked, Is.Empty);
        Assert.That((await Gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserDeactivate));
    }

    [Test]
    public async Task SCIM_goes_on_showing_it_deactivated_although_the_product_calls_it_active()
    {
        var ann = await AnnAsync();
        await Gateway.PatchAsync(ann, Deactivate);

        Assert.That((await Gateway.ReadAsync(ann)).IsActive, Is.False);
        Assert.That((await Gateway.FindNameAsync("ann")).Json.GetProperty("Resources")[0].GetProperty("active").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Activation_gives_back_exactly_what_was_taken()
    {
        var ann = await AnnAsync();
        Product.Permissions["ann"] = "PROJECT_CREATE";
        await Gateway.PatchAsync(ann, Deactivate);

        var answer = await Gateway.PatchAsync(ann, Activate);

        Assert.That(answer.IsActive, Is.True);
        Assert.That(InProduct(Licence), Does.Contain("ann"));
        Assert.That(Product.Permissions["ann"], Is.EqualTo("PROJECT_CREATE"));
        Assert.That((await Gateway.EntriesAsync(answer)).Single().Action, Is.EqualTo(AuditAction.UserReactivate));
    }

    [Test]
    public async Task The_memberships_that_SCIM_shows_stay_as_they_are()
    {
        var ann = await AnnAsync();
        var group = await LicenceGroupAsync(ann);
        await Gateway.PatchAsync(ann, Deactivate);

        Assert.That(await MembersAsync(group), Is.EqualTo(new[] { ann }));
        Assert.That(InProduct(Licence), Does.Not.Contain("ann"));
    }

    [Test]
    public async Task A_licence_group_that_loses_a_deactivated_user_is_not_given_back()
    {
        var ann = await AnnAsync();
        var group = await LicenceGroupAsync(ann);
        await Gateway.PatchAsync(ann, Deactivate);
        Gateway.Sandbox.ForgetCalls();

        await MembersPatchAsync(group, "remove", ann);

        Assert.That(Gateway.Calls(), Is.Empty);
        Assert.That(await MembersAsync(group), Is.Empty);
        await Gateway.PatchAsync(ann, Activate);
        Assert.That(InProduct(Licence), Does.Not.Contain("ann"));
    }

    [Test]
    public async Task A_licence_group_that_gains_a_deactivated_user_takes_it_in_when_it_is_activated()
    {
        var ann = (await Gateway.PostAsync("""{"userName":"ann","active":false}""")).Id;
        var bob = await Gateway.CreateUserAsync("bob");
        var group = await LicenceGroupAsync(bob);
        Gateway.Sandbox.ForgetCalls();

        await MembersPatchAsync(group, "add", ann);

        Assert.That(Gateway.Calls(), Is.Empty);
        Assert.That(await MembersAsync(group), Is.EquivalentTo(new[] { ann, bob }));
        Assert.That(InProduct(Licence), Does.Not.Contain("ann"));
        await Gateway.PatchAsync(ann, Activate);
        Assert.That(InProduct(Licence), Does.Contain("ann"));
    }

    [Test]
    public async Task One_that_is_made_deactivated_joins_the_default_groups_when_it_is_activated()
    {
        var made = await Gateway.PostAsync("""{"userName":"ann","active":false}""");

        Assert.That(made.IsActive, Is.False);
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "POST /user" }));
        await Gateway.PatchAsync(made.Id, Activate);
        Assert.That(InProduct(Licence), Does.Contain("ann"));
    }

    [Test]
    public async Task One_that_is_adopted_deactivated_loses_what_it_had_and_gets_it_back()
    {
        Gateway.Sandbox.AddUser("ann", "Ann", "ann@example.com");
        Product.Permissions["ann"] = "ADMIN";

        var adopted = await Gateway.PostAsync("""{"userName":"ann","active":false}""");

        Assert.That(adopted.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(adopted.IsActive, Is.False);
        Assert.That(Product.Permissions, Is.Empty);
        await Gateway.PatchAsync(adopted.Id, Activate);
        Assert.That(Product.Permissions["ann"], Is.EqualTo("ADMIN"));
    }

    [Test]
    public async Task Deletion_takes_the_access_and_the_credentials_and_remembers_neither()
    {
        var ann = await AnnAsync();
        Product.Permissions["ann"] = "PROJECT_CREATE";

        var answer = await Gateway.DeleteAsync(ann);
        var again = await Gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Product.Revoked, Is.EqualTo(new[] { "ann" }));
        Assert.That(again.Status, Is.EqualTo(HttpStatusCode.Created), again.Detail);
        Assert.That(Product.Permissions, Is.Empty);
        Assert.That(InProduct("staff"), Does.Not.Contain("ann"));
    }

    [Test]
    public async Task What_an_outage_left_half_done_is_finished_with_everything_remembered()
    {
        var ann = await AnnAsync();
        Product.Permissions["ann"] = "PROJECT_CREATE";
        Gateway.Sandbox.Faults.Set("DELETE", "/rest/api/2/group/user", new SandboxFault.ResetAfter(), times: 20);

        var refused = await Gateway.PatchAsync(ann, Deactivate);
        Product.Permissions.Clear();
        Gateway.Sandbox.Faults.Clear();
        var left = await GatewayPool.RecoveryOf(Gateway).SettleAllAsync(TimeSpan.Zero, default);

        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(left, Is.Zero);
        Assert.That(InProduct(Licence), Does.Not.Contain("ann"));
        await Gateway.PatchAsync(ann, Activate);
        Assert.That(InProduct(Licence), Does.Contain("ann"));
        Assert.That(Product.Permissions["ann"], Is.EqualTo("PROJECT_CREATE"));
    }

    [Test]
    public async Task Saying_again_what_is_so_changes_nothing()
    {
        var ann = await AnnAsync();
        await Gateway.PatchAsync(ann, Deactivate);
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(ann, Deactivate);

        Assert.That((await Gateway.EntriesAsync(answer)).Single().Outcome, Is.EqualTo(AuditOutcome.Noop));
        Assert.That(Gateway.Calls(), Is.EqualTo(new[] { "GET /user" }));
    }

    /// <summary>Ann, in the licence's group by default and in a group of ours.</summary>
    private async Task<string> AnnAsync()
    {
        var ann = await Gateway.CreateUserAsync("ann");
        await Gateway.AddGroupAsync("staff", ann);
        Assert.That(InProduct(Licence), Does.Contain("ann"));
        return ann;
    }

    /// <summary>The licence's group as a SCIM resource with just these members.</summary>
    private async Task<string> LicenceGroupAsync(string member)
    {
        var group = await Gateway.AddGroupAsync(Licence, member);
        await MembersPatchAsync(group, "add", member);
        return group;
    }

    private async Task MembersPatchAsync(string group, string op, string member)
    {
        var path = op == "remove" ? $"members[value eq \\\"{member}\\\"]" : "members";
        var value = op == "remove" ? "" : $$""","value":[{"value":"{{member}}"}]""";
        var answer = await Gateway.AskAsync(HttpMethod.Patch, $"Groups/{group}", $$"""{"Operations":[{"op":"{{op}}","path":"{{path}}"{{value}}}]}""");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent), answer.Detail);
    }

    private async Task<string[]> MembersAsync(string group)
    {
        var json = await Gateway.GetJsonAsync($"Groups/{group}");
        return json.TryGetProperty("members", out var members) ? [.. members.EnumerateArray().Select(m => m.GetProperty("value").GetString()!)] : [];
    }
}
