using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning;

/// <summary>
/// What each SCIM request costs a product, call by call: the least that its REST API allows. A subclass for each product says what that is.
/// Every new user joins a default group, and the group of the tests lets nobody in.
/// </summary>
public abstract partial class ProductCallTable(TestProduct product)
{
    private TestGateway _gateway = null!;

    protected abstract string[] CreateUser { get; }

    protected abstract string[] MatchUser { get; }

    protected abstract string[] MatchNobody { get; }

    protected abstract string[] MatchStranger { get; }

    protected abstract string[] ReadUser { get; }

    protected abstract string[] ChangeProductAttribute { get; }

    protected abstract string[] ChangeNothing { get; }

    protected abstract string[] Deactivate { get; }

    protected abstract string[] Activate { get; }

    protected abstract string[] DeleteUser { get; }

    protected abstract string[] CreateGroup { get; }

    protected abstract string[] MatchNoGroup { get; }

    protected abstract string[] AddMember { get; }

    protected abstract string[] AddHundredMembers { get; }

    protected abstract string[] RemoveMember { get; }

    protected abstract string[] DeleteGroup { get; }

    [SetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(product, GatewayOn.Sqlite, $"--Scim:Users:DefaultGroups:0={product.DefaultGroup}");

        // What is protected is read once, before the first change; it is no part of any request's cost.
        await _gateway.CreateUserAsync("first");
        _gateway.Product.ForgetCalls();
    }

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Creating_a_user_who_joins_a_default_group()
    {
        await _gateway.CreateUserAsync("ann");

        Assert.That(Calls, Is.EqualTo(CreateUser));
    }

    [Test]
    public async Task Matching_a_name_that_is_known()
    {
        Assert.That(await CountAsync("Users?filter=userName+eq+%22first%22"), Is.EqualTo(1));

        Assert.That(Calls, Is.EqualTo(MatchUser));
    }

    [Test]
    public async Task Matching_a_name_that_nobody_has()
    {
        Assert.That(await CountAsync("Users?filter=userName+eq+%22nobody%22"), Is.Zero);

        Assert.That(Calls, Is.EqualTo(MatchNobody));
    }

    [Test]
    public async Task Matching_an_account_that_only_the_product_knows()
    {
        TestProduct.AddIdleAccount(_gateway.Product, "old", "Old Hand");

        Assert.That(await CountAsync("Users?filter=userName+eq+%22old%22"), Is.EqualTo(1));

        Assert.That(Calls, Is.EqualTo(MatchStranger));
    }

    [Test]
    public async Task Reading_a_user()
    {
        var ann = await AnnAsync();

        await _gateway.GetJsonAsync($"Users/{ann}");

        Assert.That(Calls, Is.EqualTo(ReadUser));
    }

    [Test]
    public async Task Patching_an_attribute_that_the_product_holds()
    {
        var ann = await AnnAsync();

        await PatchAsync($"Users/{ann}", """{"op":"Replace","path":"displayName","value":"Ann Lee"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.EqualTo(ChangeProductAttribute));
    }

    [Test]
    public async Task Patching_an_attribute_that_only_the_gateway_keeps()
    {
        var ann = await AnnAsync();

        await PatchAsync($"Users/{ann}", """{"op":"Add","path":"title","value":"Tour Guide"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.Empty);
    }

    [Test]
    public async Task A_patch_that_changes_nothing()
    {
        var ann = await AnnAsync();

        await PatchAsync($"Users/{ann}", """{"op":"Replace","path":"displayName","value":"ann"}""", HttpStatusCode.OK);

        Assert.That(Calls, Is.EqualTo(ChangeNothing));
    }

    [Test]
    public async Task Deactivating_a_user()
    {
        var ann = await AnnAsync();

        await SwitchAsync(ann, active: false);

        Assert.That(Calls, Is.EqualTo(Deactivate));
        Assert.That(_gateway.Product.Read().User("ann")!.MayLogIn, Is.False);
    }

    [Test]
    public async Task Activating_a_user()
    {
        var ann = await AnnAsync();
        await SwitchAsync(ann, active: false);
        _gateway.Product.ForgetCalls();

        await SwitchAsync(ann, active: true);

        Assert.That(Calls, Is.EqualTo(Activate));
        Assert.That(_gateway.Product.Read().User("ann")!.MayLogIn, Is.True);
    }

    [Test]
    public async Task Deleting_a_user_of_one_group_which_deactivates_the_account()
    {
        var ann = await AnnAsync();
        await CreateGroupAsync(ann);

        using var answer = await _gateway.SendAsync(HttpMethod.Delete, $"Users/{ann}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Calls, Is.EqualTo(DeleteUser));
    }

    [Test]
    public async Task Creating_a_group()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"staff"}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(Calls, Is.EqualTo(CreateGroup));
    }

    [Test]
    public async Task Matching_a_group_that_nobody_has()
    {
        Assert.That(await CountAsync("Groups?excludedAttributes=members&filter=displayName+eq+%22nobody%22"), Is.Zero);

        Assert.That(Calls, Is.EqualTo(MatchNoGroup));
    }

    [Test]
    public async Task Reading_a_group()
    {
        var staff = await CreateGroupAsync(await AnnAsync());

        var group = await _gateway.GetJsonAsync($"Groups/{staff}");

        Assert.That(group.GetProperty("members").GetArrayLength(), Is.EqualTo(1));
        Assert.That(Calls, Is.Empty);
    }

    [Test]
    public async Task Adding_a_member()
    {
        var ann = await AnnAsync();
        var staff = await CreateGroupAsync();

        await MembersAsync("Add", staff, ann);

        Assert.That(Calls, Is.EqualTo(AddMember));
    }

    [Test]
    public async Task Adding_a_hundred_members()
    {
        var users = new string[100];
        for (var i = 0; i < users.Length; i++)
        {
            users[i] = await _gateway.CreateUserAsync($"user{i}");
        }

        var staff = await CreateGroupAsync();

        await MembersAsync("Add", staff, users);

        Assert.That(Calls, Is.EqualTo(AddHundredMembers));
        Assert.That(_gateway.Product.Read().Group("staff")!.Members, Has.Length.EqualTo(users.Length));
    }

    [Test]
    public async Task Removing_a_member()
    {
        var ann = await AnnAsync();
        var staff = await CreateGroupAsync(ann);

        await MembersAsync("Remove", staff, ann);

        Assert.That(Calls, Is.EqualTo(RemoveMember));
    }

    [Test]
    public async Task Deleting_a_group()
    {
        var staff = await CreateGroupAsync(await AnnAsync());

        using var answer = await _gateway.SendAsync(HttpMethod.Delete, $"Groups/{staff}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(Calls, Is.EqualTo(DeleteGroup));
    }

    /// <summary>The calls since the last <c>ForgetCalls</c>, names in a path replaced by what they name; several on end of a kind as "100 × PUT …".</summary>
    private IEnumerable<string> Calls
    {
        get
        {
            var runs = new List<(string Call, int Count)>();
            foreach (var call in _gateway.Product.Calls.Select(c => $"{c.Method} {Group().Replace(User().Replace(c.Target.Split('?')[0], "{user}"), "{group}")}"))
            {
                if (runs.Count > 0 && runs[^1].Call == call)
                {
                    runs[^1] = (call, runs[^1].Count + 1);
                }
                else
                {
                    runs.Add((call, 1));
                }
            }

            return runs.Select(r => r.Count == 1 ? r.Call : string.Create(CultureInfo.InvariantCulture, $"{r.Count} × {r.Call}"));
        }
    }

    private async Task<string> AnnAsync()
    {
        var id = await _gateway.CreateUserAsync("ann");
        _gateway.Product.ForgetCalls();
        return id;
    }

    private async Task<int> CountAsync(string path) => (await _gateway.GetJsonAsync(path)).GetProperty("totalResults").GetInt32();

    private Task SwitchAsync(string id, bool active) =>
        PatchAsync($"Users/{id}", $$"""{"op":"Replace","path":"active","value":"{{active}}"}""", HttpStatusCode.OK);

    private async Task<string> CreateGroupAsync(params string[] members)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"staff","members":[{{Values(members)}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        _gateway.Product.ForgetCalls();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private Task MembersAsync(string op, string group, params string[] members) =>
        PatchAsync($"Groups/{group}", $$"""{"op":"{{op}}","path":"members","value":[{{Values(members)}}]}""", HttpStatusCode.NoContent);

    private async Task PatchAsync(string path, string operations, HttpStatusCode expected)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Patch, path, $$"""{"Operations":[{{operations}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(expected), await answer.Content.ReadAsStringAsync());
    }

    private static string Values(IEnumerable<string> members) => string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""));

    [GeneratedRegex(@"(?<=/)(ann|user\d+)(?=/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex User();

    [GeneratedRegex("(?<=/)(staff|everybody|nobody)(?=/|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Group();
}
