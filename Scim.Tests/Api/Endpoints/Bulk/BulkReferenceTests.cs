using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints.Bulk;

/// <summary>RFC 7644 §3.7.1 and §3.7.2: references to what the same request makes.</summary>
public sealed class BulkReferenceTests : BulkFixture
{
    [Rfc("7644-3.7-14", "7644-3.7.2-01", "7644-3.7.2-02")]
    [TestCase(new[] { 0, 1, 2 })]
    [TestCase(new[] { 2, 1, 0 })]
    [TestCase(new[] { 1, 0, 2 })]
    [TestCase(new[] { 0, 2, 1 })]
    public async Task In_whatever_order_the_outcome_is_the_same(int[] order)
    {
        string[] operations = [PostUser("ann"), PostUser("ben", Managed("bulkId:ann")), PostGroup("staff", "bulkId:ann", "bulkId:ben")];

        var results = await RunAsync([.. order.Select(i => operations[i])]);

        var ids = results.ToDictionary(r => r.GetProperty("bulkId").GetString()!, IdOf);
        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "201", "201" }));
        Assert.That(results.Select(r => r.GetProperty("bulkId").GetString()), Is.EqualTo(order.Select(i => new[] { "ann", "ben", "staff" }[i])));
        Assert.That(await ManagerOfAsync(ids["ben"]), Is.EqualTo(ids["ann"]));
        Assert.That(await MembersOfAsync(ids["staff"]), Is.EquivalentTo(new[] { ids["ann"], ids["ben"] }));
        Assert.That(Gateway.Sandbox.Read().Group($"staff-{Own}")!.Members, Is.EquivalentTo(new[] { $"ann-{Own}", $"ben-{Own}" }));
    }

    [Rfc("7644-3.7.2-01")]
    [TestCase("""{"op":"add","path":"members","value":[{"value":"bulkId:ann"}]}""")]
    [TestCase("""{"op":"replace","path":"members","value":[{"value":"bulkId:ann"}]}""")]
    [TestCase("""{"op":"add","value":{"members":[{"value":"bulkId:ann"}]}}""")]
    public async Task A_PATCH_of_a_group_refers_to_a_new_member(string operation)
    {
        var results = await RunAsync(
            $$$"""{"method":"PATCH","path":"/Groups/bulkId:staff","data":{"Operations":[{{{operation}}}]}}""", PostGroup("staff"), PostUser("ann"));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "204", "201", "201" }));
        Assert.That(IdOf(results[0]), Is.EqualTo(IdOf(results[1])));
        Assert.That(await MembersOfAsync(IdOf(results[1])), Is.EqualTo(new[] { IdOf(results[2]) }));
    }

    [Rfc("7644-3.7.2-01", "7644-3.7.2-02")]
    [TestCase("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"bulkId:boss"}}""")]
    [TestCase("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"bulkId:boss"}""")]
    [TestCase("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value","value":"bulkId:boss"}""")]
    [TestCase("""{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"bulkId:boss"}}}}""")]
    public async Task A_PATCH_of_a_user_refers_to_a_new_manager(string operation)
    {
        var ann = await Gateway.CreateUserAsync($"ann-{Own}");

        var results = await RunAsync($$$"""{"method":"PATCH","path":"/Users/{{{ann}}}","data":{"Operations":[{{{operation}}}]}}""", PostUser("boss"));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "200", "201" }));
        Assert.That(await ManagerOfAsync(ann), Is.EqualTo(IdOf(results[1])));
    }

    [Test]
    [Rfc("7644-3.7.2-01")]
    public async Task Members_are_removed_by_reference_too_and_in_the_order_of_the_request()
    {
        var results = await RunAsync(
            PostUser("ann"),
            PostGroup("staff", "bulkId:ann"),
            """{"method":"PATCH","path":"/Groups/bulkId:staff","data":{"Operations":[{"op":"remove","path":"members[value eq \"bulkId:ann\"]"}]}}""",
            """{"method":"PUT","path":"/Users/bulkId:ann","data":{"userName":"renamed-OWN"}}""".Replace("OWN", Own, StringComparison.Ordinal),
            """{"method":"DELETE","path":"/Users/bulkId:ann"}""");

        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "201", "204", "200", "204" }));
        Assert.That(await MembersOfAsync(IdOf(results[1])), Is.Empty);
        Assert.That(results[4].GetProperty("location").GetString(), Is.EqualTo(results[0].GetProperty("location").GetString()));
    }

    [Test]
    public async Task Operations_on_one_resource_keep_their_order_though_the_first_has_to_wait()
    {
        using var made = await Gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"kept-{{Own}}"}""");
        var group = (await TestGateway.JsonOf(made)).GetProperty("id").GetString()!;

        var results = await RunAsync(
            $$$"""{"method":"PATCH","path":"/Groups/{{{group}}}","data":{"Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:ann"}]}]}}""",
            $$$"""{"method":"PATCH","path":"/Groups/{{{group}}}","data":{"Operations":[{"op":"remove","path":"members"}]}}""",
            PostUser("ann"));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "204", "204", "201" }));
        Assert.That(await MembersOfAsync(group), Is.Empty);
    }

    [Test]
    public async Task A_text_that_only_looks_like_a_reference_stays_what_it_is()
    {
        var results = await RunAsync(PostUser("ann", ""","title":"bulkId:nobody","roles":[{"value":"bulkId:nobody"}]"""));

        var user = await Gateway.GetJsonAsync($"Users/{IdOf(results[0])}");
        Assert.That(user.GetProperty("title").GetString(), Is.EqualTo("bulkId:nobody"));
        Assert.That(user.GetProperty("roles")[0].GetProperty("value").GetString(), Is.EqualTo("bulkId:nobody"));
    }

    [Test]
    [Rfc("7644-3.7.2-01")]
    public async Task A_reference_that_leads_nowhere_is_409()
    {
        var results = await RunAsync(
            PostGroup("staff", "bulkId:nobody"),
            """{"method":"DELETE","path":"/Users/bulkId:nobody"}""",
            Post("bad", "/Users", "{}"),
            PostUser("ann", Managed("bulkId:bad")));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "409", "409", "400", "409" }));
        Assert.That(DetailOf(results[0]), Is.EqualTo("bulkId:nobody: no POST of this bulk request has this bulkId."));
        Assert.That(DetailOf(results[3]), Is.EqualTo("bulkId:bad leads to a resource that could not be made."));
        Assert.That(results[1].GetProperty("location").GetString(), Does.EndWith("/scim/v2/Users/bulkId:nobody"));
        Assert.That(Gateway.Sandbox.Read().Group($"staff-{Own}"), Is.Null);
        Assert.That(Gateway.Sandbox.Read().User($"ann-{Own}"), Is.Null);
    }

    [Test]
    [Rfc("7644-3.7.1-01")]
    public async Task Two_users_that_are_each_others_manager_are_made_and_then_linked()
    {
        using var answer = await SendAsync(null, PostUser("ann", Managed("bulkId:ben")), PostUser("ben", Managed("bulkId:ann")));

        JsonElement[] results = [.. (await TestGateway.JsonOf(answer)).GetProperty("Operations").EnumerateArray()];
        var (ann, ben) = (IdOf(results[0]), IdOf(results[1]));
        var read = await Gateway.GetJsonAsync($"Users/{ann}");
        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "201" }));
        Assert.That((await ManagerOfAsync(ann), await ManagerOfAsync(ben)), Is.EqualTo((ben, ann)));
        Assert.That(results[0].GetProperty("version").GetString(), Is.EqualTo(read.GetProperty("meta").GetProperty("version").GetString()));
        var entries = await Gateway.AuditOfAsync(answer);
        Assert.That(
            entries.Select(e => e.Action), Is.EquivalentTo(new[] { AuditAction.UserCreate, AuditAction.UserCreate, AuditAction.UserUpdate, AuditAction.Bulk }));
        Assert.That(
            entries.Single(e => e.Action == AuditAction.UserUpdate).Notes, Has.Some.EqualTo("Sets the references of a circle that were left out before."));
    }

    [Test]
    [Rfc("7644-3.7.1-01")]
    public async Task Circles_of_any_length_are_resolved_and_so_is_what_hangs_on_them()
    {
        var results = await RunAsync(
            PostGroup("staff", "bulkId:a", "bulkId:b", "bulkId:self"),
            PostUser("a", Managed("bulkId:b")),
            PostUser("b", Managed("bulkId:c")),
            PostUser("c", Managed("bulkId:a")),
            PostUser("self", Managed("bulkId:self")),
            """{"method":"PATCH","path":"/Users/bulkId:a","data":{"Operations":[{"op":"replace","path":"title","value":"Pilot"}]}}""");

        var ids = results.Take(5).ToDictionary(r => r.GetProperty("bulkId").GetString()!, IdOf);
        Assert.That(Statuses(results), Is.EqualTo(new[] { "201", "201", "201", "201", "201", "200" }));
        Assert.That(
            new[] { await ManagerOfAsync(ids["a"]), await ManagerOfAsync(ids["b"]), await ManagerOfAsync(ids["c"]), await ManagerOfAsync(ids["self"]) },
            Is.EqualTo(new[] { ids["b"], ids["c"], ids["a"], ids["self"] }));
        Assert.That(await MembersOfAsync(ids["staff"]), Is.EquivalentTo(new[] { ids["a"], ids["b"], ids["self"] }));
        Assert.That((await Gateway.GetJsonAsync($"Users/{ids["a"]}")).GetProperty("title").GetString(), Is.EqualTo("Pilot"));
    }

    [Test]
    [Rfc("7644-3.7.1-02")]
    public async Task A_circle_that_cannot_be_resolved_is_409_and_says_what_there_is()
    {
        var results = await RunAsync(PostGroup("one", "bulkId:two"), PostGroup("two", "bulkId:one"));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "409", "400" }));
        Assert.That(
            DetailOf(results[0]),
            Is.EqualTo($"Group {IdOf(results[0])} is made, but not all of its references could be set: bulkId:two leads to a resource that could not be made."));
        Assert.That(DetailOf(results[1]), Is.EqualTo($"members.value: expected the id of an existing User, found '{IdOf(results[0])}'."));
        Assert.That(await MembersOfAsync(IdOf(results[0])), Is.Empty);
    }

    [Test]
    public async Task What_was_made_of_a_circle_is_told_where_a_failure_ends_the_request()
    {
        var results = await RunAsync(
            1,
            PostUser("a", Managed("bulkId:b")),
            Post("b", "/Users", $$"""{"userName":"first"{{Managed("bulkId:a")}}}"""),
            PostUser("c", Managed("bulkId:b")));

        Assert.That(Statuses(results), Is.EqualTo(new[] { "409", "409" }));
        Assert.That(DetailOf(results[0]), Does.StartWith($"User {IdOf(results[0])} is made, but not all of its references could be set: "));
        Assert.That(await ManagerOfAsync(IdOf(results[0])), Is.Null);
        Assert.That(Gateway.Sandbox.Read().User($"c-{Own}"), Is.Null);
    }
}
