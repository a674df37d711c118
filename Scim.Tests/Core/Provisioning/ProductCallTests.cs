using System.Net;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

/// <summary>What each request costs the product: the least that its REST API allows, whatever the size of the group.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class ProductCallTests(string store)
{
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(store);

        // What is protected is read once, before the first change; it is no part of any request's cost.
        await _gateway.CreateUserAsync("first");
        _gateway.Sandbox.ForgetCalls();
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Creating_a_user_costs_one_call()
    {
        await _gateway.CreateUserAsync("ann");

        Assert.That(Calls, Is.EqualTo(new[] { "POST /rest/api/2/user" }));
    }

    [Test]
    public async Task Creating_a_user_costs_one_more_call_for_each_default_group()
    {
        await using var gateway = await GatewayOn.StartAsync(
            store, "--Scim:Users:DefaultGroups:0=jira-software-users", "--Scim:Users:DefaultGroups:1=staff");
        gateway.Sandbox.AddGroup("staff");
        await gateway.CreateUserAsync("first");
        gateway.Sandbox.ForgetCalls();

        await gateway.CreateUserAsync("ann");

        Assert.That(
            CallsOf(gateway), Is.EqualTo(new[] { "POST /rest/api/2/user", "POST /rest/api/2/group/user", "POST /rest/api/2/group/user" }));
    }

    [Test]
    public async Task Matching_a_name_that_is_known_costs_one_call()
    {
        await _gateway.GetJsonAsync("Users?filter=userName+eq+%22first%22");

        Assert.That(Calls, Is.EqualTo(new[] { "GET /rest/api/2/user" }));
    }

    [Test]
    public async Task Matching_a_name_that_nobody_has_costs_one_call()
    {
        await _gateway.GetJsonAsync("Users?filter=userName+eq+%22nobody%22");

        Assert.That(Calls, Is.EqualTo(new[] { "GET /rest/api/2/user" }));
    }

    [Test]
    public async Task Matching_an_account_that_only_the_product_knows_costs_one_call()
    {
        _gateway.Sandbox.AddUser("old", "Old Hand", "old@example.com");

        var found = await _gateway.GetJsonAsync("Users?filter=userName+eq+%22old%22");

        Assert.That(found.GetProperty("totalResults").GetInt32(), Is.EqualTo(1));
        Assert.That(Calls, Is.EqualTo(new[] { "GET /rest/api/2/user" }));
    }

    [Test]
    public async Task Reading_a_user_costs_one_call()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await _gateway.GetJsonAsync($"Users/{id}");

        Assert.That(Calls, Is.EqualTo(new[] { "GET /rest/api/2/user" }));
    }

    [Test]
    public async Task Reading_a_group_costs_none()
    {
        var id = await CreateGroupAsync("staff", await _gateway.CreateUserAsync("ann"));
        _gateway.Sandbox.ForgetCalls();

        var group = await _gateway.GetJsonAsync($"Groups/{id}");

        Assert.That(group.GetProperty("members").GetArrayLength(), Is.EqualTo(1));
        Assert.That(Calls, Is.Empty);
    }

    [Test]
    public async Task Patching_one_attribute_that_the_product_holds_costs_one_call()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync($"Users/{id}", """{"op":"Replace","path":"displayName","value":"Ann Lee"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.EqualTo(new[] { "PUT /rest/api/2/user" }));
    }

    [Test]
    public async Task Patching_all_attributes_that_the_product_holds_costs_one_call()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync(
            $"Users/{id}",
            """
            {"op":"Replace","path":"displayName","value":"Ann Lee"},{"op":"Replace","path":"userName","value":"ann.lee"},
            {"op":"Add","path":"emails[type eq \"work\"].value","value":"ann.lee@example.com"},{"op":"Replace","path":"active","value":"False"}
            """,
            HttpStatusCode.OK);

        Assert.That(Calls, Is.EqualTo(new[] { "PUT /rest/api/2/user" }));
    }

    [Test]
    public async Task Patching_an_attribute_that_only_the_gateway_keeps_costs_none()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync($"Users/{id}", """{"op":"Add","path":"title","value":"Tour Guide"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.Empty);
    }

    [Test]
    public async Task A_patch_that_changes_nothing_costs_one_read()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync($"Users/{id}", """{"op":"Replace","path":"displayName","value":"ann"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.EqualTo(new[] { "GET /rest/api/2/user" }));
    }

    [TestCase(0)]
    [TestCase(300)]
    public async Task Adding_a_member_costs_one_call_whatever_the_size_of_the_group(int size)
    {
        var group = await CreateGroupAsync("staff", [.. await CreateUsersAsync(size)]);
        var ann = await _gateway.CreateUserAsync("ann");
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync($"Groups/{group}", $$"""{"op":"Add","path":"members","value":[{"value":"{{ann}}"}]}""", HttpStatusCode.NoContent);

        Assert.That(Calls, Is.EqualTo(new[] { "POST /rest/api/2/group/user" }));
    }

    [TestCase(0)]
    [TestCase(300)]
    public async Task Removing_a_member_costs_one_call_whatever_the_size_of_the_group(int size)
    {
        var ann = await _gateway.CreateUserAsync("ann");
        var group = await CreateGroupAsync("staff", [ann, .. await CreateUsersAsync(size)]);
        _gateway.Sandbox.ForgetCalls();

        await PatchAsync($"Groups/{group}", $$"""{"op":"Remove","path":"members","value":[{"value":"{{ann}}"}]}""", HttpStatusCode.NoContent);

        Assert.That(Calls, Is.EqualTo(new[] { "DELETE /rest/api/2/group/user" }));
    }

    [Test]
    public async Task A_member_whose_name_was_not_confirmed_lately_costs_a_read_more()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Product:ConfirmNames=0s");
        var ann = await gateway.CreateUserAsync("ann");
        using var created = await gateway.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"staff"}""");
        var group = (await TestGateway.JsonOf(created)).GetProperty("id").GetString();
        gateway.Sandbox.ForgetCalls();

        using var answer = await gateway.SendAsync(
            HttpMethod.Patch, $"Groups/{group}", $$"""{"Operations":[{"op":"Add","path":"members","value":[{"value":"{{ann}}"}]}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(CallsOf(gateway), Is.EqualTo(new[] { "GET /rest/api/2/user", "POST /rest/api/2/group/user" }));
    }

    [Test]
    public async Task Deleting_a_user_costs_one_call_for_each_group_of_ours_and_one_to_deactivate()
    {
        var ann = await _gateway.CreateUserAsync("ann");
        await CreateGroupAsync("staff", ann);
        await CreateGroupAsync("board", ann);
        _gateway.Sandbox.ForgetCalls();

        using var answer = await _gateway.SendAsync(HttpMethod.Delete, $"Users/{ann}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(
            Calls, Is.EqualTo(new[] { "DELETE /rest/api/2/group/user", "DELETE /rest/api/2/group/user", "PUT /rest/api/2/user" }));
    }

    [Test]
    public async Task Reads_from_the_mirror_cost_none()
    {
        await using var gateway = await GatewayOn.StartAsync(store, "--Scim:Reads=mirror");
        var ann = await gateway.CreateUserAsync("ann");
        gateway.Sandbox.ForgetCalls();

        await gateway.GetJsonAsync($"Users/{ann}");
        await gateway.GetJsonAsync("Users?filter=userName+eq+%22ann%22");

        Assert.That(CallsOf(gateway), Is.Empty);
    }

    private IEnumerable<string> Calls => CallsOf(_gateway);

    private static IEnumerable<string> CallsOf(TestGateway gateway) =>
        gateway.Sandbox.Calls.Select(c => $"{c.Method} {c.Target.Split('?')[0]}");

    private async Task<string[]> CreateUsersAsync(int count)
    {
        var ids = new string[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = await _gateway.CreateUserAsync($"user{i}");
        }

        return ids;
    }

    private async Task<string> CreateGroupAsync(string name, params string[] members)
    {
        var values = string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""));
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}","members":[{{values}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private async Task PatchAsync(string path, string operations, HttpStatusCode expected)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Patch, path, $$"""{"Operations":[{{operations}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(expected), await answer.Content.ReadAsStringAsync());
    }
}
