using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>A user's <c>groups</c> (RFC 7643 §4.1.2): the memberships seen from the other side.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class UserGroupsTests(string store)
{
    private TestGateway _gateway = null!;

    private CountedMembers Members => (CountedMembers)_gateway.Get<IMemberStore>();

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await GatewayOn.StartAsync(store, null, [], services =>
    {
        var registered = services.Single(service => service.ServiceType == typeof(IMemberStore)).ImplementationType!;
        services.AddSingleton<IMemberStore>(provider => new CountedMembers((IMemberStore)ActivatorUtilities.CreateInstance(provider, registered)));
    });

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    [Test]
    [Rfc("7643-4.1.2-08", "7643-4.1.2-10")]
    public async Task A_user_tells_its_groups_by_id_address_name_and_kind()
    {
        var ann = await _gateway.CreateUserAsync("ann");
        var staff = await CreateGroupAsync("Staff", ann);

        var groups = (await _gateway.GetJsonAsync($"Users/{ann}")).GetProperty("groups");

        var address = $"{_gateway.Address.ToString().TrimEnd('/')}/scim/v2/Groups/{staff}";
        using var there = await _gateway.Client.GetAsync(groups[0].GetProperty("$ref").GetString());
        Assert.That(
            JsonElement.DeepEquals(groups, JsonSerializer.Deserialize<JsonElement>(
                $$"""[{"value":"{{staff}}","$ref":"{{address}}","display":"Staff","type":"direct"}]""")),
            groups.GetRawText());
        Assert.That((await TestGateway.JsonOf(there)).GetProperty("id").GetString(), Is.EqualTo(staff));
    }

    [Test]
    public async Task A_list_shows_the_groups_of_each_user_with_one_question_for_all()
    {
        string[] users = [await _gateway.CreateUserAsync("list-0"), await _gateway.CreateUserAsync("list-1"), await _gateway.CreateUserAsync("list-2")];
        var both = await CreateGroupAsync("list-both", users[0], users[1]);
        var one = await CreateGroupAsync("list-one", users[1]);
        var before = Members.GroupQuestions;

        var list = await _gateway.GetJsonAsync("Users?filter=userName+sw+%22list-%22&sortBy=userName");

        string[][] found = [.. list.GetProperty("Resources").EnumerateArray().Select(GroupsOf)];
        Assert.That(Members.GroupQuestions - before, Is.EqualTo(1));
        Assert.That(found, Has.Length.EqualTo(3));
        Assert.That(found[0], Is.EqualTo([both]));
        Assert.That(found[1], Is.EquivalentTo([both, one]));
        Assert.That(found[2], Is.Empty);
    }

    [TestCase("excludedAttributes=groups")]
    [TestCase("attributes=userName")]
    public async Task Groups_that_nobody_wants_cost_nothing(string query)
    {
        var id = await _gateway.CreateUserAsync($"free-{query.Length}");
        await CreateGroupAsync($"free-{query.Length}", id);
        var before = Members.GroupQuestions;

        var read = await _gateway.GetJsonAsync($"Users/{id}?{query}");
        var list = await _gateway.GetJsonAsync($"Users?filter=id+eq+%22{id}%22&{query}");

        Assert.That(Members.GroupQuestions - before, Is.Zero);
        Assert.That(read.TryGetProperty("groups", out _) || list.GetProperty("Resources")[0].TryGetProperty("groups", out _), Is.False);
    }

    [Test]
    public async Task A_new_user_costs_no_question_and_a_list_without_users_none_either()
    {
        var before = Members.GroupQuestions;

        await _gateway.CreateUserAsync("brand-new");
        await _gateway.GetJsonAsync("Groups?excludedAttributes=members");

        Assert.That(Members.GroupQuestions - before, Is.Zero);
    }

    [Test]
    public async Task A_part_of_the_groups_can_be_asked_for()
    {
        var id = await _gateway.CreateUserAsync("part");
        await CreateGroupAsync("Part", id);

        var read = await _gateway.GetJsonAsync($"Users/{id}?attributes=groups.display");

        Assert.That(read.GetProperty("groups").GetRawText(), Is.EqualTo("""[{"display":"Part"}]"""));
    }

    [Test]
    [Rfc("7643-4.1.2-09")]
    public async Task POST_and_PUT_pass_over_groups_and_PATCH_refuses_them()
    {
        var group = await CreateGroupAsync("Wanted");
        var body = $$"""{"userName":"climber","groups":[{"value":"{{group}}"}]}""";

        using var post = await _gateway.SendAsync(HttpMethod.Post, "Users", body);
        var id = (await TestGateway.JsonOf(post)).GetProperty("id").GetString();
        using var put = await _gateway.SendAsync(HttpMethod.Put, $"Users/{id}", body);
        using var patch = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"groups","value":[{"value":"{{group}}"}]}]}""");

        var members = await _gateway.GetJsonAsync($"Groups/{group}?attributes=members");
        Assert.That((post.StatusCode, put.StatusCode, patch.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.BadRequest)));
        Assert.That((await TestGateway.JsonOf(patch)).GetProperty("scimType").GetString(), Is.EqualTo("mutability"));
        Assert.That(GroupsOf(await TestGateway.JsonOf(put)), Is.Empty);
        Assert.That(members.TryGetProperty("members", out var list) ? list.GetArrayLength() : 0, Is.Zero);
    }

    [Test]
    public async Task Answers_to_writes_show_the_groups_and_PUT_keeps_them()
    {
        var id = await _gateway.CreateUserAsync("kept");
        var group = await CreateGroupAsync("Kept", id);

        using var put = await _gateway.SendAsync(HttpMethod.Put, $"Users/{id}", """{"userName":"kept","title":"Dr"}""");
        using var patch = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Prof"}]}""");

        Assert.That(GroupsOf(await TestGateway.JsonOf(put)), Is.EqualTo([group]));
        Assert.That(GroupsOf(await TestGateway.JsonOf(patch)), Is.EqualTo([group]));
    }

    [Test]
    public async Task A_change_of_members_leaves_the_users_version_alone()
    {
        var id = await _gateway.CreateUserAsync("versioned");
        var before = await _gateway.GetJsonAsync($"Users/{id}?attributes=meta");

        await CreateGroupAsync("Versioned", id);

        var after = await _gateway.GetJsonAsync($"Users/{id}?attributes=meta,groups");
        Assert.That(GroupsOf(after), Has.Length.EqualTo(1));
        Assert.That(after.GetProperty("meta").GetRawText(), Is.EqualTo(before.GetProperty("meta").GetRawText()));
    }

    [Test]
    public async Task A_deleted_group_is_no_users_group_any_more()
    {
        var id = await _gateway.CreateUserAsync("bereft");
        var group = await CreateGroupAsync("Doomed", id);

        using var deleted = await _gateway.SendAsync(HttpMethod.Delete, $"Groups/{group}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _gateway.GetJsonAsync($"Users/{id}")).TryGetProperty("groups", out _), Is.False);
    }

    [Test]
    public async Task A_filter_on_name_and_group_finds_the_user_that_the_product_is_asked_about()
    {
        var id = await _gateway.CreateUserAsync("looked-up");
        var group = await CreateGroupAsync("Looked up", id);

        var list = await _gateway.GetJsonAsync($"Users?filter=userName+eq+%22looked-up%22+and+groups.value+eq+%22{group}%22");

        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
    }

    private static string[] GroupsOf(JsonElement user) => user.TryGetProperty("groups", out var groups)
        ? [.. groups.EnumerateArray().Select(group => group.GetProperty("value").GetString()!)]
        : [];

    private async Task<string> CreateGroupAsync(string name, params string[] members)
    {
        var list = string.Join(',', members.Select(id => $$"""{"value":"{{id}}"}"""));
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}","members":[{{list}}]}""");
        answer.EnsureSuccessStatusCode();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }
}
