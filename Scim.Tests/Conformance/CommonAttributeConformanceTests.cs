using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §3: schemas, id, externalId and meta of every resource.</summary>
public sealed class CommonAttributeConformanceTests : ConformanceFixture
{
    [Test]
    [Rfc("7643-3-03")]
    public async Task A_schema_that_is_sent_twice_is_answered_once()
    {
        var user = await PostAsync("Users", $$"""{"schemas":["{{ScimUrns.User}}","{{ScimUrns.User}}"],"userName":"{{NewName()}}"}""");

        Assert.That(user.Find("schemas")!.Value.EnumerateArray().Select(urn => urn.GetString()), Is.Unique.And.Contains(ScimUrns.User));
    }

    [Test]
    [Rfc("7643-3.3-01", "7643-3.3-03", "7643-4.3-01", "7643-3-02")]
    public async Task Extension_attributes_stand_under_their_URN_and_the_base_schema_is_named_all_the_same()
    {
        var user = await PostAsync("Users", $$$"""
            {"schemas":["{{{ScimUrns.EnterpriseUser}}}"],"userName":"{{{NewName()}}}","department":"nowhere","{{{ScimUrns.EnterpriseUser}}}":{
                "employeeNumber":"4711","costCenter":"c-1","organization":"Org","division":"Div","department":"Tours"}}
            """);

        Assert.That(user.Find("schemas")!.Value.EnumerateArray().Select(urn => urn.GetString()), Is.SupersetOf(new[] { ScimUrns.User, ScimUrns.EnterpriseUser }));
        Assert.That(user.Has("department"), Is.False);
        foreach (var (name, value) in new[] { ("employeeNumber", "4711"), ("costCenter", "c-1"), ("organization", "Org"), ("division", "Div"), ("department", "Tours") })
        {
            Assert.That(user.Find(ScimUrns.EnterpriseUser, name)!.Value.GetString(), Is.EqualTo(value));
            Assert.That(await FindAsync("Users", $"{ScimUrns.EnterpriseUser}:{name} eq \"{value}\""), Is.EqualTo(new[] { user.Id }), name);
        }
    }

    [TestCase("Users", "userName")]
    [TestCase("Groups", "displayName")]
    [Rfc("7643-3-05", "7643-3.1-01", "7643-3.1-13", "7643-7-06", "7643-7-07", "7643-3.1-16")]
    public async Task Common_attributes_belong_to_users_and_groups(string endpoint, string name)
    {
        var external = $"AbC-{NewName()}";
        var made = await PostAsync(endpoint, $$"""{"{{name}}":"{{NewName()}}","externalId":"{{external}}"}""");

        Assert.That((made.At("externalId"), made.Has("meta.resourceType"), made.Id.Length > 0), Is.EqualTo((external, true, true)));
        Assert.That(await FindAsync(endpoint, $"externalId eq \"{external}\""), Is.EqualTo(new[] { made.Id }));
        Assert.That(await FindAsync(endpoint, $"externalId eq \"{external.ToUpperInvariant()}\""), Is.Empty);
        Assert.That((await GetAsync($"{endpoint}/{made.Id}?attributes=meta")).Names, Is.EquivalentTo(new[] { "schemas", "id", "meta" }).Or.Contains("meta"));
        Assert.That((await GetAsync($"{endpoint}/{made.Id}?attributes={name}")).Names, Has.None.EqualTo("meta"));
    }

    [Test]
    [Rfc("7643-3.1-02", "7643-3.1-08", "7643-3.1-15", "7644-3.3-01", "7644-3.3.1-01", "7643-3.1-22")]
    public async Task Id_and_meta_are_the_gateways_own_whatever_a_client_sends()
    {
        var user = await UserAsync("""
            "id":"mine","groups":[{"value":"x"}],"meta":{"resourceType":"Group","created":"2001-01-01T00:00:00Z","version":"W/\"9\"","location":"https://example.com/x"}
            """);

        Assert.That(user.Id, Is.Not.EqualTo("mine"));
        Assert.That(user.At("meta.resourceType"), Is.EqualTo("User"));
        Assert.That(user.At("meta.created"), Does.Not.StartWith("2001"));
        Assert.That(user.At("meta.version"), Is.Not.EqualTo("W/\"9\""));
        Assert.That(user.At("meta.location"), Does.EndWith($"/Users/{user.Id}"));
        Assert.That(user.Has("groups"), Is.False);
        Assert.That((await GetAsync($"Users/{user.Id}")).At("meta.created"), Is.EqualTo(user.At("meta.created")));
    }

    [TestCase("")]
    [TestCase("?attributes=userName")]
    [TestCase("?excludedAttributes=id,schemas")]
    [Rfc("7643-3.1-05", "7643-3.1-10", "7643-7-12", "7644-3.4.2.5-03")]
    public async Task There_is_always_an_id_and_schemas(string query)
    {
        var user = await UserAsync();
        var list = await GetAsync($"Users{query}");

        Assert.That((await GetAsync($"Users/{user.Id}{query}")).Names, Is.SupersetOf(new[] { "id", "schemas" }));
        Assert.That(list.Body.GetProperty("Resources").EnumerateArray().All(u => u.GetProperty("id").GetString()!.Length > 0 && u.GetProperty("schemas").GetArrayLength() > 0));
    }

    [Test]
    [Rfc("7643-3.1-10")]
    public async Task An_id_is_compared_with_case()
    {
        var user = await UserAsync();

        Assert.That(await FindAsync("Users", $"id eq \"{user.Id}\""), Is.EqualTo(new[] { user.Id }));
        Assert.That(await FindAsync("Users", $"id eq \"{user.Id.ToUpperInvariant()}\""), Is.Empty);
    }

    [Test]
    [Rfc("7643-3.1-06", "7643-3.1-09")]
    public async Task Ids_are_unique_over_all_types_and_none_is_a_bulkId()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? UserAsync() : GroupAsync()));

        Assert.That(made.Select(resource => resource.Id), Is.Unique);
        Assert.That(made.Select(resource => resource.Id), Has.None.Contains("bulkid").IgnoreCase);
    }

    [Test]
    [Rfc("7643-3.1-07", "7644-3.6-01", "7644-3.6-02", "7644-3.6-03", "7644-3.6-04")]
    public async Task An_id_stays_with_its_resource_and_is_never_used_again()
    {
        var user = await UserAsync();
        var renamed = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"active","value":false}""", """{"op":"replace","path":"displayName","value":"Other"}""");
        var group = await GroupAsync(user.Id);

        var deleted = await SendAsync("DELETE", $"Users/{user.Id}");
        var again = await PostAsync("Users", $$"""{"userName":"{{user.At("userName")}}"}""");

        Assert.That(renamed.Id, Is.EqualTo(user.Id));
        Assert.That((deleted.Status, deleted.Body.ValueKind), Is.EqualTo((204, default(System.Text.Json.JsonValueKind))));
        Assert.That(await MembersOfAsync(group.Id), Is.Empty);
        Assert.That(again.Status, Is.EqualTo(201), again.Detail);
        Assert.That(again.Id, Is.Not.EqualTo(user.Id));
        foreach (var (method, body) in new[] { ("GET", null), ("PUT", $$"""{"userName":"{{NewName()}}"}"""), ("PATCH", $$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{"op":"add","path":"title","value":"x"}]}"""), ("DELETE", (string?)null) })
        {
            var gone = await SendAsync(method, $"Users/{user.Id}", body);
            Assert.That((gone.Status, gone.At("schemas.0")), Is.EqualTo((404, ScimUrns.Error)), method);
        }

        Assert.That(await FindAsync("Users", $"userName eq \"{user.At("userName")}\""), Is.EqualTo(new[] { again.Id }));
        Assert.That(await FindAsync("Users", $"id eq \"{user.Id}\""), Is.Empty);
    }

    [Test]
    [Rfc("7643-3.1-08", "7643-7-09", "7644-3.12-17", "7644-3.5.2-06")]
    public async Task A_PATCH_of_what_is_read_only_is_refused()
    {
        var user = await UserAsync();

        foreach (var (path, value) in new[] { ("id", "\"other\""), ("meta.created", "\"2001-01-01T00:00:00Z\""), ("groups", "[{\"value\":\"x\"}]") })
        {
            Assert.That((await PatchAsync($"Users/{user.Id}", $$$"""{"op":"replace","path":"{{{path}}}","value":{{{value}}}}""")).Refusal, Is.EqualTo((400, "mutability")), path);
        }
    }

    [Test]
    [Rfc("7643-3.1-11")]
    public async Task An_externalId_is_never_made_up_not_even_for_an_account_that_was_there_before()
    {
        var name = NewName();
        Gateway.Sandbox.AddUser(name, "Found", $"{name}@example.com");

        var adopted = await FindAsync("Users", $"userName eq \"{name}\"");

        Assert.That((await GetAsync($"Users/{adopted.Single()}")).Has("externalId"), Is.False);
        Assert.That((await UserAsync()).Has("externalId"), Is.False);
    }

    [Test]
    [Rfc("7643-3.1-12", "7644-6.2-01")]
    public async Task A_user_and_a_group_may_have_the_same_externalId()
    {
        var external = NewName();
        var user = await UserAsync($"\"externalId\":\"{external}\"");
        var group = await PostAsync("Groups", $$"""{"displayName":"{{NewName()}}","externalId":"{{external}}"}""");

        Assert.That(await FindAsync("Users", $"externalId eq \"{external}\""), Is.EqualTo(new[] { user.Id }));
        Assert.That(await FindAsync("Groups", $"externalId eq \"{external}\""), Is.EqualTo(new[] { group.Id }));
    }

    [Test]
    [Rfc("7643-3.1-13")]
    public async Task An_externalId_can_be_changed_and_cleared()
    {
        var user = await UserAsync("\"externalId\":\"first\"");

        var changed = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"externalId","value":"second"}""");
        var cleared = await PatchAsync($"Users/{user.Id}", """{"op":"remove","path":"externalId"}""");

        Assert.That((changed.At("externalId"), cleared.Has("externalId")), Is.EqualTo(("second", false)));
    }

    [Test]
    [Rfc("7643-3.1-17", "7643-3.1-18", "7643-2.3.5-01")]
    public async Task Created_never_changes_and_lastModified_begins_there_and_moves_with_a_real_change()
    {
        var user = await UserAsync();
        var nothing = await PatchAsync($"Users/{user.Id}", $$"""{"op":"replace","path":"userName","value":"{{user.At("userName")}}"}""");
        var changed = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"title","value":"Pilot"}""");

        Assert.That(user.At("meta.created"), Does.Match(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$").And.EqualTo(user.At("meta.lastModified")));
        Assert.That(nothing.At("meta.lastModified"), Is.EqualTo(user.At("meta.lastModified")));
        Assert.That(changed.At("meta.created"), Is.EqualTo(user.At("meta.created")));
        Assert.That(changed.Find("meta.lastModified")!.Value.GetDateTimeOffset(), Is.GreaterThan(user.Find("meta.lastModified")!.Value.GetDateTimeOffset()));
    }

    [Test]
    [Rfc("7643-3.1-19", "7643-3.1-20", "7643-3.1-21", "7644-3.3-04", "7644-3.3-05", "7644-3.3-06", "7644-3.1-03", "7644-1.3-01")]
    public async Task A_new_resource_is_201_with_its_place_and_version_in_headers_and_meta()
    {
        var user = await UserAsync("\"title\":\"Pilot\"");
        var read = await GetAsync($"Users/{user.Id}");

        Assert.That(user.Status, Is.EqualTo(201));
        Assert.That(user.Headers["Location"], Is.EqualTo(user.At("meta.location")).And.Not.Contains("?"));
        Assert.That(user.Headers["ETag"], Is.EqualTo(user.At("meta.version")).And.StartsWith("W/\""));
        Assert.That(read.Body.GetRawText(), Is.EqualTo(user.Body.GetRawText()));
        Assert.That(read.Headers["ETag"], Is.EqualTo(user.Headers["ETag"]));
        Assert.That((await GetAsync(user.Headers["Location"])).Id, Is.EqualTo(user.Id));
        Assert.That(user.Names, Is.SupersetOf(new[] { "schemas", "id", "userName", "title", "meta" }));
    }

    [Test]
    [Rfc("7643-3.1-22")]
    public async Task The_name_of_a_resource_type_is_compared_with_case()
    {
        await UserAsync();

        Assert.That(await FindAsync("", "meta.resourceType eq \"User\""), Is.Not.Empty);
        Assert.That(await FindAsync("", "meta.resourceType eq \"user\""), Is.Empty);
    }

    [Test]
    [Rfc("7643-3.1-03")]
    public async Task An_extension_that_has_an_externalId_of_its_own_leaves_the_common_one_as_it_is()
    {
        var user = await UserAsync($$"""
            "externalId":"Common","{{Sample}}":{"externalId":"own"}
            """);

        Assert.That((user.At("externalId"), user.Find(Sample, "externalId")!.Value.GetString()), Is.EqualTo(("Common", "own")));
        Assert.That(await FindAsync("Users", "externalId eq \"common\""), Does.Not.Contain(user.Id));
        Assert.That(await FindAsync("Users", $"{Sample}:externalId eq \"OWN\""), Does.Contain(user.Id));
    }
}
