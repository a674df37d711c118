using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Queries on the root (RFC 7644 §3.4.2.1) and by POST (§3.4.3): users and groups as one sequence.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class RootAndSearchTests(string store)
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(store);
        string? last = null;
        foreach (var (index, name) in new[] { "delta", "alpha", "Echo", "bravo", "Charlie", "foxtrot" }.Index())
        {
            last = index % 2 == 0 ? await _gateway.CreateUserAsync(name) : await CreateGroupAsync(name, last!);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    [Test]
    [Rfc("7644-3.4.2.1-01", "7644-3.4.2-03", "7644-3.4.2-04")]
    [Rfc("7643-3.1-22")]
    public async Task The_root_lists_users_and_groups_in_the_order_of_creation_each_as_what_it_is()
    {
        var list = await _gateway.GetJsonAsync("");

        Assert.That(list.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.ListResponse));
        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(6));
        Assert.That(NamesOf(list), Is.EqualTo(["delta", "alpha", "Echo", "bravo", "Charlie", "foxtrot"]));
        foreach (var (index, resource) in list.GetProperty("Resources").EnumerateArray().Index())
        {
            var (schema, type) = index % 2 == 0 ? (ScimUrns.User, "User") : (ScimUrns.Group, "Group");
            Assert.That(resource.GetProperty("schemas")[0].GetString(), Is.EqualTo(schema));
            Assert.That(resource.GetProperty("meta").GetProperty("resourceType").GetString(), Is.EqualTo(type));
            Assert.That(resource.GetProperty("meta").GetProperty("location").GetString(), Does.EndWith($"/{type}s/{resource.GetProperty("id").GetString()}"));
        }
    }

    [TestCase("", "delta,alpha,Echo,bravo,Charlie,foxtrot")]
    [TestCase("&sortBy=displayName", "alpha,bravo,Charlie,delta,Echo,foxtrot")]
    [TestCase("&sortBy=displayName&sortOrder=descending", "foxtrot,Echo,delta,Charlie,bravo,alpha")]
    [TestCase("&sortBy=userName", "Charlie,delta,Echo,alpha,bravo,foxtrot")]
    [TestCase("&sortBy=userName&sortOrder=descending", "alpha,bravo,foxtrot,Echo,delta,Charlie")]
    [TestCase("&filter=displayName+pr", "delta,alpha,Echo,bravo,Charlie,foxtrot")]
    public async Task Pages_of_the_root_go_across_types(string query, string expected)
    {
        var names = new List<string>();
        for (var start = 1; start <= 7; start += 2)
        {
            var page = await _gateway.GetJsonAsync($"?startIndex={start}&count=2{query}");
            names.AddRange(NamesOf(page));
            Assert.That(page.GetProperty("totalResults").GetInt32(), Is.EqualTo(6));
        }

        Assert.That(string.Join(',', names), Is.EqualTo(expected));
    }

    [TestCase("userName pr", "delta,Echo,Charlie")]
    [TestCase("members pr", "alpha,bravo,foxtrot")]
    [TestCase("userName eq \"ECHO\"", "Echo")]
    [TestCase("userName sw \"e\" or members pr", "alpha,Echo,bravo,foxtrot")]
    [TestCase("not (userName pr)", "alpha,bravo,foxtrot")]
    [TestCase("userName ne \"delta\"", "alpha,Echo,bravo,Charlie,foxtrot")]
    [TestCase("userName eq null", "alpha,bravo,foxtrot")]
    [TestCase("userName ne null and members eq null", "delta,Echo,Charlie")]
    [TestCase("emails[type eq \"work\"] or displayName sw \"b\"", "bravo")]
    [TestCase("meta.resourceType eq \"User\" or meta.resourceType eq \"Group\"", "delta,alpha,Echo,bravo,Charlie,foxtrot")]
    [TestCase("meta.resourceType eq \"Group\" and displayName lt \"c\"", "alpha,bravo")]
    [TestCase("meta.resourceType ne \"Group\"", "delta,Echo,Charlie")]
    [TestCase("meta.resourceType sw \"G\"", "alpha,bravo,foxtrot")]
    [TestCase("userName pr and members pr", "")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:userName pr", "delta,Echo,Charlie")]
    [Rfc("7644-3.4.2.1-04", "7644-3.4.2.2-22")]
    public async Task An_attribute_that_a_type_lacks_has_no_value_there(string filter, string expected)
    {
        var list = await _gateway.GetJsonAsync($"?filter={Uri.EscapeDataString(filter)}");

        Assert.That(string.Join(',', NamesOf(list)), Is.EqualTo(expected));
        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(NamesOf(list).Length));
    }

    [TestCase("colour pr")]
    [TestCase("userName eq \"a\" or colour eq \"red\"")]
    [TestCase("userName.part pr")]
    [TestCase("active gt true")]
    [TestCase("members[colour eq \"red\"]")]
    [TestCase("emails[colour eq \"red\"] and members pr")]
    [TestCase("members.$ref pr")]
    [TestCase("meta.location pr")]
    public async Task What_no_type_can_answer_is_an_invalid_filter(string filter)
    {
        using var answer = await _gateway.Client.GetAsync($"?filter={Uri.EscapeDataString(filter)}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo("invalidFilter"));
    }

    [TestCase("displayName pr")]
    [TestCase("displayName co \"a\"")]
    [TestCase("meta.created ge \"2020-01-01T00:00:00Z\"")]
    [TestCase("schemas co \"core\"")]
    [Rfc("7644-3.4.2.1-03")]
    public async Task The_root_finds_what_both_types_find(string filter)
    {
        var query = $"filter={Uri.EscapeDataString(filter)}";

        var (root, users, groups) = (
            await _gateway.GetJsonAsync($"?{query}"), await _gateway.GetJsonAsync($"Users?{query}"), await _gateway.GetJsonAsync($"Groups?{query}"));

        Assert.That(IdsOf(root), Is.Not.Empty.And.EquivalentTo(IdsOf(users).Concat(IdsOf(groups))));
    }

    [Test]
    public async Task Attributes_of_either_type_can_be_asked_for()
    {
        var list = await _gateway.GetJsonAsync("?attributes=userName,members.value");

        var (user, group) = (list.GetProperty("Resources")[0], list.GetProperty("Resources")[1]);
        Assert.That(user.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(["schemas", "id", "userName"]));
        Assert.That(group.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(["schemas", "id", "members"]));
        Assert.That(group.GetProperty("members").GetRawText(), Is.EqualTo($$"""[{"value":"{{user.GetProperty("id").GetString()}}"}]"""));
    }

    [Test]
    public async Task A_user_that_only_the_product_has_is_found_on_the_root_as_at_its_own_endpoint()
    {
        await using var gateway = await GatewayOn.StartAsync(store);
        gateway.Sandbox.AddUser("old-hand", "Old Hand", "old@example.com");

        var list = await gateway.GetJsonAsync("?filter=userName+eq+%22old-hand%22");

        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_group_that_only_the_product_has_is_found_on_the_root_beside_a_user_of_that_name()
    {
        await using var gateway = await GatewayOn.StartAsync(store);
        var user = await gateway.CreateUserAsync("old-team");
        gateway.Sandbox.AddGroup("old-team");

        var list = await gateway.GetJsonAsync("?filter=displayName+eq+%22old-team%22");

        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(2));
        Assert.That(IdsOf(list), Does.Contain(user));
    }

    [Test]
    [Rfc("7644-3.6-02")]
    public async Task Whoever_is_deleted_is_in_no_query()
    {
        await using var gateway = await GatewayOn.StartAsync(store);
        var (gone, stays) = (await gateway.CreateUserAsync("gone"), await gateway.CreateUserAsync("stays"));
        using var group = await gateway.SendAsync(
            HttpMethod.Post, "Groups", $$"""{"displayName":"both","members":[{"value":"{{gone}}"},{"value":"{{stays}}"}]}""");
        using var deleted = await gateway.SendAsync(HttpMethod.Delete, $"Users/{gone}");

        using var posted = await gateway.SendAsync(HttpMethod.Post, ".search", $$"""{"filter":"id eq \"{{gone}}\""}""");
        var totals = new List<int> { (await TestGateway.JsonOf(posted)).GetProperty("totalResults").GetInt32() };
        foreach (var query in (string[])["Users?filter=userName+eq+%22gone%22", $"Users?filter=id+eq+%22{gone}%22", $"?filter=members+eq+%22{gone}%22", "?filter=userName+eq+%22gone%22"])
        {
            totals.Add((await gateway.GetJsonAsync(query)).GetProperty("totalResults").GetInt32());
        }

        var members = (await gateway.GetJsonAsync("?filter=displayName+eq+%22both%22")).GetProperty("Resources")[0].GetProperty("members");
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(totals, Is.All.Zero);
        Assert.That(IdsOf(await gateway.GetJsonAsync("Users?cursor")), Is.EqualTo([stays]));
        Assert.That(members.EnumerateArray().Select(m => m.GetProperty("value").GetString()), Is.EqualTo([stays]));
    }

    [TestCase("", """{"startIndex":2,"count":3,"filter":"displayName pr","sortBy":"displayName","sortOrder":"descending","attributes":["displayName","meta.resourceType"]}""",
        "startIndex=2&count=3&filter=displayName+pr&sortBy=displayName&sortOrder=descending&attributes=displayName,meta.resourceType")]
    [TestCase("Users", """{"FILTER":"userName sw \"e\"","excludedattributes":["groups","meta"]}""", "filter=userName+sw+%22e%22&excludedAttributes=groups,meta")]
    [TestCase("Groups", """{"count":1,"excludedAttributes":["members"],"colour":"red","filter":null}""", "count=1&excludedAttributes=members")]
    [Rfc("7644-3.4.3-01", "7644-3.4.3-04", "7644-3.4.3-05", "7644-3.4.3-06")]
    public async Task A_search_by_POST_answers_as_the_same_query_by_GET(string endpoint, string body, string query)
    {
        var before = (await _gateway.GetJsonAsync("?count=0")).GetProperty("totalResults").GetInt32();

        using var posted = await _gateway.SendAsync(HttpMethod.Post, $"{endpoint}/.search".TrimStart('/'), WithSchema(body));
        var got = await _gateway.GetJsonAsync($"{endpoint}?{query}");

        var answer = await TestGateway.JsonOf(posted);
        Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(JsonElement.DeepEquals(answer, got), $"{answer}\n{got}");
        Assert.That(got.GetProperty("Resources").GetArrayLength(), Is.Positive);
        Assert.That((await _gateway.GetJsonAsync("?count=0")).GetProperty("totalResults").GetInt32(), Is.EqualTo(before));
    }

    [TestCase("""{}""", HttpStatusCode.OK, null)]
    [TestCase("""{"schemas":[]}""", HttpStatusCode.OK, null)]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""", HttpStatusCode.BadRequest, "invalidSyntax")]
    [TestCase("""{"schemas":"urn:ietf:params:scim:api:messages:2.0:SearchRequest"}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"filter":"userName eq"}""", HttpStatusCode.BadRequest, "invalidFilter")]
    [TestCase("""{"filter":""}""", HttpStatusCode.BadRequest, "invalidFilter")]
    [TestCase("""{"filter":7}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"count":"7"}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"count":1.5}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"startIndex":true}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"attributes":"userName"}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"attributes":[1]}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"attributes":["userName"],"excludedAttributes":["userName"]}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"sortOrder":"up"}""", HttpStatusCode.BadRequest, "invalidValue")]
    [TestCase("""{"sortBy":"colour"}""", HttpStatusCode.BadRequest, "invalidPath")]
    [TestCase("""{"count":1,"Count":2}""", HttpStatusCode.BadRequest, "invalidSyntax")]
    [TestCase("""[]""", HttpStatusCode.BadRequest, "invalidSyntax")]
    [TestCase("""{"count":1""", HttpStatusCode.BadRequest, "invalidSyntax")]
    [TestCase("", HttpStatusCode.BadRequest, "invalidSyntax")]
    [TestCase("""{"count":99999999999999,"startIndex":-99999999999999}""", HttpStatusCode.OK, null)]
    [Rfc("7644-3.4.3-02", "7644-3.4.3-03", "7644-3.12-18")]
    public async Task A_search_that_is_wrong_says_how(string body, HttpStatusCode status, string? scimType)
    {
        foreach (var endpoint in (string[])["Users/.search", "Groups/.search", ".search"])
        {
            using var answer = await _gateway.SendAsync(HttpMethod.Post, endpoint, body);

            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That((await TestGateway.JsonOf(answer)).TryGetProperty("scimType", out var found) ? found.GetString() : null, Is.EqualTo(scimType));
        }
    }

    [TestCase("Users?filter=")]
    [TestCase("?filter=&count=1")]
    [Rfc("7644-3.4.2.2-03")]
    public async Task A_filter_with_nothing_in_it_is_none(string query)
    {
        using var answer = await _gateway.Client.GetAsync(query);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo("invalidFilter"));
    }

    [TestCase(".search", "root.search")]
    [TestCase("Users/.search", "user.search")]
    [TestCase("Groups/.search", "group.search")]
    public async Task A_search_by_POST_stands_in_the_audit_log_with_its_parameters(string endpoint, string action)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, endpoint, """{"filter":"displayName sw \"a&b\"","count":3,"sortBy":"displayName"}""");

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        Assert.That(entry.Action, Is.EqualTo(action));
        Assert.That(entry.Request!.Path, Is.EqualTo($"/scim/v2/{endpoint}?filter=displayName%20sw%20%22a%26b%22&count=3&sortBy=displayName"));
        Assert.That(entry.WithoutValues().Request!.Path, Is.EqualTo($"/scim/v2/{endpoint}"));
    }

    [Test]
    public async Task A_token_that_may_only_read_may_search()
    {
        var token = await _gateway.IssueAsync(TokenScope.Read);

        using var answer = await _gateway.SendAsync(HttpMethod.Post, ".search", "{}", _gateway.CreateClient(token.Text.Reveal()));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("/scim/v2")]
    [TestCase("/scim/v2/")]
    [TestCase("/scim")]
    [TestCase("/scim/?count=0")]
    public async Task The_root_is_there_with_and_without_a_slash_and_a_version(string path)
    {
        using var answer = await _gateway.Client.GetAsync(new Uri(_gateway.Address.GetLeftPart(UriPartial.Authority) + path));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static string WithSchema(string body)
    {
        var message = JsonNode.Parse(body)!;
        message["schemas"] = new JsonArray(ScimUrns.SearchRequest);
        return message.ToJsonString();
    }

    private static string[] NamesOf(JsonElement list) =>
        [.. list.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("displayName").GetString()!)];

    private static string[] IdsOf(JsonElement list) =>
        [.. list.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];

    private async Task<string> CreateGroupAsync(string name, string member)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}","members":[{"value":"{{member}}"}]}""");
        answer.EnsureSuccessStatusCode();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }
}
