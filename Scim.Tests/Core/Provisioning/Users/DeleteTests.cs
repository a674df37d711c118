using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class DeleteTests(string store) : UserFixture(store)
{
    private static readonly string[] LeavesTwoAndDeactivates = ["DELETE /group/user", "DELETE /group/user", "PUT /user"];
    private static readonly string[] LeavesTwoAndDeletes = ["DELETE /group/user", "DELETE /group/user", "DELETE /user"];

    [Test]
    [Rfc("7643-3.1-07", "7644-3.6-01")]
    public async Task The_account_leaves_our_groups_first_and_is_deactivated_and_the_id_is_404_for_ever()
    {
        var id = await Gateway.CreateUserAsync("ann");
        var group = await Gateway.AddGroupAsync("staff", id);
        _ = await Gateway.AddGroupAsync("board", id);
        Gateway.Sandbox.AddGroup("theirs", "ann");
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.DeleteAsync(id);

        var entry = (await Gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Gateway.Calls(), Is.EqualTo(LeavesTwoAndDeactivates));
        Assert.That(Gateway.Sandbox.Read().User("ann")!.Active, Is.False);
        Assert.That(Gateway.Sandbox.Read().Group("theirs")!.Members, Is.EqualTo(new[] { "ann" }));
        Assert.That(await MembersAsync(Gateway, group), Is.Zero);
        Assert.That((entry.Action, entry.Status), Is.EqualTo((AuditAction.UserDelete, 204)));
        Assert.That(entry.Products(), Is.EqualTo(new[] { "DELETE /group/user 200", "DELETE /group/user 200", "PUT /user 200" }));
        Gateway.Sandbox.ForgetCalls();
        var later = new[]
        {
            await Gateway.ReadAsync(id), await Gateway.DeleteAsync(id), await Gateway.PutAsync(id, """{"userName":"ann"}"""),
            await Gateway.PatchAsync(id, """{"op":"replace","path":"active","value":true}"""),
        };
        Assert.That(later.Select(a => (int)a.Status), Is.All.EqualTo(404));
        Assert.That(later.Select(a => a.Detail), Is.All.EqualTo($"User {id} does not exist."));
        Assert.That(Gateway.Calls(), Is.Empty);
    }

    [Test]
    public async Task With_OnDelete_delete_the_account_is_deleted_and_its_name_is_free_everywhere()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:OnDelete=delete");
        var id = await gateway.CreateUserAsync("ann");
        _ = await gateway.AddGroupAsync("staff", id);
        _ = await gateway.AddGroupAsync("board", id);
        gateway.Sandbox.ForgetCalls();

        var deleted = await gateway.DeleteAsync(id);
        var calls = gateway.Calls();
        gateway.Sandbox.ForgetCalls();
        var created = await gateway.PostAsync("""{"userName":"ann"}""");

        Assert.That(deleted.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(calls, Is.EqualTo(LeavesTwoAndDeletes));
        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(created.Id, Is.Not.EqualTo(id));
        Assert.That(gateway.Calls(), Is.EqualTo(new[] { "POST /user" }));
        Assert.That((await gateway.EntriesAsync(created)).Single().Action, Is.EqualTo(AuditAction.UserCreate));
        Assert.That((await gateway.ReadAsync(id)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_deletion_that_the_product_refuses_is_400_with_its_reason_and_the_mirror_tells_what_was_done()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:OnDelete=delete");
        var id = await gateway.CreateUserAsync("ann");
        var group = await gateway.AddGroupAsync("staff", id);
        gateway.Sandbox.Entangle("ann", comments: 3);

        var answer = await gateway.DeleteAsync(id);

        var entry = (await gateway.EntriesAsync(answer)).Single();
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Detail, Is.EqualTo("Jira says (400): Cannot delete user 'ann' because they have made 3 comments."));
        Assert.That((entry.Action, entry.Outcome, entry.Detail), Is.EqualTo((AuditAction.UserDelete, AuditOutcome.Failure, answer.Detail)));
        Assert.That((await gateway.ReadAsync(id)).IsActive, Is.True);
        Assert.That(gateway.Sandbox.Read().Group("staff")!.Members, Is.Empty);
        Assert.That(await MembersAsync(gateway, group), Is.Zero);
    }

    [Test]
    public async Task One_that_the_product_has_lost_is_deleted_all_the_same()
    {
        var id = await Gateway.CreateUserAsync("lost");
        _ = await Gateway.AddGroupAsync("staff of lost", id);
        Gateway.Sandbox.RemoveUser("lost");

        var answer = await Gateway.DeleteAsync(id);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await Gateway.ReadAsync(id)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_name_that_was_not_confirmed_lately_is_read_by_key_first()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Product:ConfirmNames=0s");
        var id = await gateway.CreateUserAsync("ann");
        _ = await gateway.AddGroupAsync("staff", id);
        gateway.Sandbox.RenameUser("ann", "ann.new");
        gateway.Sandbox.AddUser("ann", "Another Ann", "another@example.com");
        gateway.Sandbox.ForgetCalls();

        var answer = await gateway.DeleteAsync(id);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(gateway.Calls(), Is.EqualTo(new[] { "GET /user", "DELETE /group/user", "PUT /user" }));
        Assert.That(gateway.Sandbox.Read().Group("staff")!.Members, Is.Empty);
        Assert.That(gateway.Sandbox.Read().User("ann")!.Active, Is.True);
    }

    [Test]
    public async Task A_trusted_name_that_turns_out_to_be_too_old_is_read_once_and_the_account_leaves_under_its_new_one()
    {
        var id = await Gateway.CreateUserAsync("old.name");
        _ = await Gateway.AddGroupAsync("staff of old.name", id);
        Gateway.Sandbox.RenameUser("old.name", "new.name");

        var answer = await Gateway.DeleteAsync(id);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Gateway.Sandbox.Read().Group("staff of old.name")!.Members, Is.Empty);
        Assert.That(Gateway.Sandbox.Read().User("new.name")!.Active, Is.False);
    }

    private static async Task<int> MembersAsync(TestGateway gateway, string group) =>
        (await gateway.GetJsonAsync($"Groups/{group}")).TryGetProperty("members", out var members) ? members.GetArrayLength() : 0;
}
