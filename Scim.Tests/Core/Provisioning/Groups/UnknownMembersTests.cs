using System.Net;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>Ids that are no users of ours.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class UnknownMembersTests(string store)
{
    private static readonly Refusal Nobody = new(
        HttpStatusCode.BadRequest, "invalidValue", "members.value: expected the id of an existing User, found 'nobody'.");

    [Test]
    public async Task An_unknown_id_in_an_addition_is_named_and_nothing_is_applied()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff");
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(
            id,
            $$"""
            {"op":"Replace","path":"displayName","value":"crew"},{"op":"Add","path":"members","value":[{"value":"{{ann}}"},{"value":"nobody"}]}
            """);

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(Nobody));
        Assert.That(site.Calls, Is.Empty);
        Assert.That(await site.MembersAsync(id), Is.Empty);
        Assert.That(await site.LookUpAsync("staff"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task An_unknown_id_in_a_creation_is_named_and_nothing_is_made()
    {
        await using var site = await GroupSite.StartAsync(store);

        using var answer = await site.PostAsync("staff", "nobody");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(Nobody));
        Assert.That(site.Calls, Is.Empty);
        Assert.That(site.InProduct("staff"), Is.Null);
    }

    [Test]
    public async Task An_unknown_id_in_a_put_is_named_and_nobody_leaves()
    {
        await using var site = await GroupSite.StartAsync(store);
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));
        site.Product.ForgetCalls();

        using var answer = await site.PutAsync(id, "staff", "nobody");

        Assert.That(await GroupSite.RefusalOf(answer), Is.EqualTo(Nobody));
        Assert.That(site.Calls, Is.Empty);
    }

    [Test]
    public async Task The_ids_of_a_deleted_user_and_of_a_group_are_no_users()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        using var deleted = await site.Gateway.SendAsync(HttpMethod.Delete, $"Users/{ann}");
        var id = await site.GroupAsync("staff");

        using var ofUser = await site.AddAsync(id, ann);
        using var ofGroup = await site.AddAsync(id, id);

        Assert.That((await GroupSite.RefusalOf(ofUser)).Detail, Is.EqualTo($"members.value: expected the id of an existing User, found '{ann}'."));
        Assert.That((await GroupSite.RefusalOf(ofGroup)).Detail, Is.EqualTo($"members.value: expected the id of an existing User, found '{id}'."));
    }

    [Test]
    public async Task An_unknown_id_in_a_removal_is_passed_over()
    {
        await using var site = await GroupSite.StartAsync(store);
        var ann = await site.UserAsync("ann");
        var id = await site.GroupAsync("staff", ann);
        site.Product.ForgetCalls();

        using var answer = await site.RemoveAsync(id, "nobody", ann);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(site.Calls, Is.EqualTo(new[] { "DELETE /group/user" }));
        Assert.That(await site.MembersAsync(id), Is.Empty);
    }

    [TestCase("members[value eq \\\"nobody\\\"]", "auto")]
    [TestCase("members[display eq \\\"nobody\\\"]", "auto")]
    [TestCase("members[value eq \\\"nobody\\\"]", "strict")]
    [TestCase("members[display eq \\\"nobody\\\"]", "strict")]
    [Rfc("7644-3.5.2.2-08")]
    public async Task A_value_path_that_matches_no_member_succeeds(string path, string dialect)
    {
        await using var site = await GroupSite.StartAsync(store, $"--Scim:Dialect={dialect}");
        var id = await site.GroupAsync("staff", await site.UserAsync("ann"));
        site.Product.ForgetCalls();

        using var answer = await site.PatchAsync(id, $$"""{"op":"remove","path":"{{path}}"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent), await answer.Content.ReadAsStringAsync());
        Assert.That(site.Calls, Is.Empty);
        Assert.That(await site.MembersAsync(id), Is.EqualTo(new[] { "ann" }));
    }
}
