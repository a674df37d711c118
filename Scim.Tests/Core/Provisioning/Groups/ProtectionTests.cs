using System.Net;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>No request locks anybody out.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ProtectionTests(string store)
{
    private const string Administrators = "jira-administrators";
    private const string Users = "jira-software-users";

    [Test]
    public async Task A_group_that_grants_administration_is_not_changed_at_all()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = (await site.LookUpAsync(Administrators)).Single();
        site.Product.ForgetCalls();

        using var added = await site.AddAsync(id, ann);
        using var removed = await site.RemoveAsync(id, ann);
        using var renamed = await site.RenameAsync(id, "bosses");
        using var replaced = await site.PutAsync(id, Administrators);

        var refusal = new Refusal(
            HttpStatusCode.BadRequest,
            "mutability",
            $"Group {id} can't be changed: '{Administrators}' grants administration, or Scim:Groups:Protected names it.");
        Assert.That(
            new[] { await GroupSite.RefusalOf(added), await GroupSite.RefusalOf(removed), await GroupSite.RefusalOf(renamed), await GroupSite.RefusalOf(replaced) },
            Is.All.EqualTo(refusal));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task A_group_that_grants_administration_is_not_deleted()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = (await site.LookUpAsync(Administrators)).Single();
        site.Product.ForgetCalls();

        using var answer = await site.DeleteAsync(id);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "mutability",
            $"Group {id} can't be deleted: '{Administrators}' grants administration of or access to Jira, or Scim:Groups:Protected names it.")));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task The_name_of_a_group_that_grants_administration_is_refused_without_asking_the_product()
    {
        await using var site = await GroupSite.StartAsync(store);

        using var answer = await site.PostAsync("Jira-Administrators");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(new Refusal(
            HttpStatusCode.Conflict,
            "uniqueness",
            "The group 'Jira-Administrators' in Jira is protected: it grants administration, or Scim:Groups:Protected names it.")));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task Names_and_patterns_of_the_configuration_are_protected_as_well()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Groups:Protected:0=board-*");
        site.Product.AddGroup("board-old");
        var id = (await site.LookUpAsync("board-old")).Single();

        using var created = await site.PostAsync("Board-new");
        using var deleted = await site.DeleteAsync(id);

        Assert.That((await GroupSite.RefusalOf(created)).Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await GroupSite.RefusalOf(deleted)).ScimType, Is.EqualTo("mutability"));
        Assert.That(site.InProduct("board-new"), Is.Null);
        Assert.That(site.InProduct("board-old"), Is.Not.Null);
    }

    [Test]
    public async Task What_the_product_marks_as_administration_stays_protected_whatever_the_configuration_names()
    {
        await using var site = await GroupSite.StartAsync(store, "--Scim:Groups:Protected:0=board-*");

        using var answer = await site.PostAsync(Administrators);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_group_that_grants_access_takes_and_gives_back_members()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync(Users);

        using var added = await site.AddAsync(id, ann);
        var after = site.InProduct(Users);
        using var removed = await site.RemoveAsync(id, ann);

        Assert.That(new[] { added.StatusCode, removed.StatusCode }, Is.All.EqualTo(HttpStatusCode.NoContent));
        Assert.That(after, Does.Contain("ann"));
        Assert.That(site.InProduct(Users), Does.Not.Contain("ann"));
    }

    [Test]
    public async Task A_group_that_grants_access_is_neither_renamed_nor_deleted()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync(Users);

        using var renamed = await site.RenameAsync(id, "everybody");
        using var deleted = await site.DeleteAsync(id);

        Assert.That(await GroupSite.RefusalOf(renamed), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest, "mutability", $"Group {id} can't be renamed: '{Users}' grants access to Jira.")));
        Assert.That(await GroupSite.RefusalOf(deleted), Is.EqualTo(new Refusal(
            HttpStatusCode.BadRequest,
            "mutability",
            $"Group {id} can't be deleted: '{Users}' grants administration of or access to Jira, or Scim:Groups:Protected names it.")));
        Assert.That(site.InProduct(Users), Is.Not.Null);
    }

    [Test]
    public async Task Emptying_a_group_that_grants_access_leaves_the_gateways_own_account_in()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync(Users, ann);

        using var answer = await site.PutAsync(id, Users);

        Assert.That(site.InProduct(Users), Does.Contain("admin").And.Not.Contain("ann"));
    }

    [Test]
    public async Task While_the_product_is_down_at_start_the_gateway_runs_and_answers_changes_with_503()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Product:Retries=0");
        var site = new GroupSite(gateway);
        site.Product.State = "MAINTENANCE";

        using var read = await gateway.Client.GetAsync("Groups");
        using var down = await site.PostAsync("staff");
        site.Product.State = "RUNNING";
        using var up = await site.PostAsync("staff");

        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(down.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(down.Headers.RetryAfter, Is.Not.Null);
        Assert.That(up.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }
}
