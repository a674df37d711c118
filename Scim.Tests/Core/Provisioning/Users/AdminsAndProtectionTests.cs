using System.Net;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class AdminsAndProtectionTests(string store) : UserFixture(store)
{
    [Test]
    public async Task An_administrator_is_never_found_and_never_listed_and_its_name_is_409()
    {
        await using var gateway = await StartAnotherAsync();
        AddAdministrator(gateway, "root");

        var found = await gateway.FindNameAsync("root");
        var listed = await gateway.AskAsync(HttpMethod.Get, "Users");
        gateway.Sandbox.ForgetCalls();
        var created = await gateway.PostAsync("""{"userName":"root","displayName":"Mine"}""");

        Assert.That(found.Found, Is.Empty);
        Assert.That(listed.Found, Is.Empty);
        Assert.That((created.Status, created.ScimType), Is.EqualTo((HttpStatusCode.Conflict, "uniqueness")));
        Assert.That(
            created.Detail,
            Is.EqualTo("The account 'root' in Jira administers Jira (Scim:Users:AdoptAdmins=true allows administrators who are people)."));
        Assert.That(gateway.Sandbox.Read().User("root")!.DisplayName, Is.EqualTo("Root Admin"));
        Assert.That(gateway.Calls(), Is.EqualTo(new[] { "POST /user", "GET /user", "GET /user" }));
    }

    [Test]
    public async Task The_setting_lets_administrators_in_who_are_people_but_never_the_gateways_own_account()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:AdoptAdmins=true");
        AddAdministrator(gateway, "root");

        var found = await gateway.FindNameAsync("root");
        var created = await gateway.PostAsync("""{"userName":"root"}""");
        gateway.Sandbox.ForgetCalls();
        var own = await gateway.FindNameAsync("admin");
        var ownCreated = await gateway.PostAsync("""{"userName":"Admin"}""");

        Assert.That(found.Found, Has.Length.EqualTo(1));
        Assert.That(created.Id, Is.EqualTo(found.Found[0]));
        Assert.That(own.Found, Is.Empty);
        Assert.That(ownCreated.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(ownCreated.Detail, Is.EqualTo("The name 'Admin' is the account that the gateway itself uses."));
        Assert.That(gateway.Calls(), Has.None.StartsWith("P"));
    }

    [Test]
    public async Task A_protected_account_is_not_found_and_its_name_is_neither_created_nor_taken_by_a_rename()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:Protected:0=svc-*");
        gateway.Sandbox.AddUser("svc-build", "Build", "build@example.com");
        var id = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.ForgetCalls();

        var found = await gateway.FindNameAsync("svc-build");
        var created = await gateway.PostAsync("""{"userName":"SVC-build"}""");
        var madeUp = await gateway.PostAsync("""{"userName":"svc-new"}""");
        var renamed = await gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"svc-mine"}""");

        Assert.That(found.Found, Is.Empty);
        Assert.That(new[] { created, madeUp, renamed }.Select(a => (int)a.Status), Is.All.EqualTo(409));
        Assert.That(created.Detail, Is.EqualTo("The name 'SVC-build' is protected by Scim:Users:Protected."));
        Assert.That(madeUp.Detail, Is.EqualTo("The name 'svc-new' is protected by Scim:Users:Protected."));
        Assert.That(renamed.Detail, Is.EqualTo("The name 'svc-mine' is protected by Scim:Users:Protected."));
        Assert.That(gateway.Calls(), Has.None.StartsWith("P"));
    }

    [Test]
    public async Task One_of_ours_that_becomes_protected_is_400_to_every_change_and_never_403()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:Protected:0=svc-*");
        var id = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.RenameUser("ann", "svc-ann");
        _ = await gateway.ReadAsync(id);
        gateway.Sandbox.ForgetCalls();

        var patch = await gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"Mine"}""");
        var put = await gateway.PutAsync(id, """{"userName":"svc-ann","displayName":"Mine"}""");
        var delete = await gateway.DeleteAsync(id);

        Assert.That(new[] { patch, put, delete }.Select(a => (a.Status, a.ScimType)), Is.All.EqualTo((HttpStatusCode.BadRequest, "mutability")));
        Assert.That(patch.Detail, Is.EqualTo($"User {id} can't be changed: the account 'svc-ann' is protected by Scim:Users:Protected."));
        Assert.That(put.Detail, Is.EqualTo(patch.Detail));
        Assert.That(delete.Detail, Is.EqualTo($"User {id} can't be deleted: the account 'svc-ann' is protected by Scim:Users:Protected."));
        Assert.That(gateway.Calls(), Is.Empty);
    }

    [Test]
    public async Task One_that_became_an_administrator_since_it_was_seen_is_not_adopted()
    {
        await using var gateway = await StartAnotherAsync();
        gateway.Sandbox.AddUser("climber", "Climber", "climber@example.com");
        _ = await gateway.FindNameAsync("climber");
        Promote(gateway, "climber");

        var created = await gateway.PostAsync("""{"userName":"climber","displayName":"Mine"}""");

        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(gateway.Sandbox.Read().User("climber")!.DisplayName, Is.EqualTo("Climber"));
    }

    [Test]
    public async Task One_that_became_an_administrator_since_its_user_was_deleted_is_not_taken_over()
    {
        await using var gateway = await StartAnotherAsync();
        var id = await gateway.CreateUserAsync("phoenix");
        _ = await gateway.DeleteAsync(id);
        Promote(gateway, "phoenix");

        var created = await gateway.PostAsync("""{"userName":"phoenix","displayName":"Mine"}""");

        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(created.Detail, Does.StartWith("The account 'phoenix' in Jira administers Jira"));
    }

    private static void AddAdministrator(TestGateway gateway, string name)
    {
        gateway.Sandbox.AddUser(name, "Root Admin", $"{name}@example.com");
        Promote(gateway, name);
    }

    /// <summary>By way of a nested group, as people do it.</summary>
    private static void Promote(TestGateway gateway, string name)
    {
        gateway.Sandbox.AddGroup($"leads of {name}", name);
        gateway.Sandbox.Nest($"leads of {name}", inside: "jira-administrators");
    }
}
