using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Groups;

/// <summary>A gateway and the Jira beneath it, in the words that the life of a group is told in.</summary>
internal sealed class GroupSite(TestGateway gateway) : IAsyncDisposable
{
    private const string Api = "/rest/api/2";

    public TestGateway Gateway { get; } = gateway;

    public JiraSandbox Product => Gateway.Sandbox;

    /// <summary>The calls that the product got: <c>POST /group/user</c>.</summary>
    public IReadOnlyList<string> Calls => [.. Product.Calls.Select(c => $"{c.Method} {c.Target.Split('?')[0].Replace(Api, "", StringComparison.Ordinal)}")];

    public static Task<GroupSite> StartAsync(string store, params IReadOnlyList<string> settings) =>
        StartAsync(store, new JiraSandboxOptions(), null, settings);

    public static async Task<GroupSite> StartAsync(
        string store, JiraSandboxOptions product, Action<IServiceCollection>? adjust, params IReadOnlyList<string> settings)
    {
        var site = new GroupSite(await GatewayOn.StartAsync(store, product, settings, adjust));

        // What is protected is read once, before the first change; it is no part of any request's cost.
        await site.UserAsync("first");
        site.Product.ForgetCalls();
        return site;
    }

    public Task<string> UserAsync(string name) => Gateway.CreateUserAsync(name);

    public async Task<string[]> UsersAsync(params IEnumerable<string> names)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            ids.Add(await UserAsync(name));
        }

        return [.. ids];
    }

    /// <summary>Makes a group over SCIM; answers its id.</summary>
    public async Task<string> GroupAsync(string name, params IEnumerable<string> members)
    {
        using var answer = await PostAsync(name, members);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return await IdOf(answer);
    }

    public Task<HttpResponseMessage> PostAsync(string name, params IEnumerable<string> members) =>
        Gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"{{name}}","members":[{{Values(members)}}]}""");

    public Task<HttpResponseMessage> PutAsync(string id, string name, params IEnumerable<string> members) =>
        Gateway.SendAsync(HttpMethod.Put, $"Groups/{id}", $$"""{"displayName":"{{name}}","members":[{{Values(members)}}]}""");

    public Task<HttpResponseMessage> PatchAsync(string id, string operations, HttpClient? client = null) =>
        Gateway.SendAsync(HttpMethod.Patch, $"Groups/{id}", $$"""{"Operations":[{{operations}}]}""", client);

    public Task<HttpResponseMessage> AddAsync(string id, params IEnumerable<string> members) =>
        PatchAsync(id, $$"""{"op":"Add","path":"members","value":[{{Values(members)}}]}""");

    public Task<HttpResponseMessage> RemoveAsync(string id, params IEnumerable<string> members) =>
        PatchAsync(id, $$"""{"op":"Remove","path":"members","value":[{{Values(members)}}]}""");

    public Task<HttpResponseMessage> RenameAsync(string id, string name) =>
        PatchAsync(id, $$"""{"op":"Replace","path":"displayName","value":"{{name}}"}""");

    public Task<HttpResponseMessage> DeleteAsync(string id) => Gateway.SendAsync(HttpMethod.Delete, $"Groups/{id}");

    /// <summary>The ids that a look-up by displayName finds.</summary>
    public async Task<string[]> LookUpAsync(string name)
    {
        var list = await Gateway.GetJsonAsync($"Groups?filter={Uri.EscapeDataString($"displayName eq \"{name}\"")}&excludedAttributes=members");
        return list.GetProperty("totalResults").GetInt32() == 0
            ? []
            : [.. list.GetProperty("Resources").EnumerateArray().Select(g => g.GetProperty("id").GetString()!)];
    }

    /// <summary>The members that SCIM shows, by userName.</summary>
    public async Task<string[]> MembersAsync(string id)
    {
        var group = await Gateway.GetJsonAsync($"Groups/{id}");
        return [.. group.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("display").GetString()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>The members that the product has, by login name; null where it has no such group.</summary>
    public string[]? InProduct(string group) => Product.Read().Group(group) is { } found ? [.. found.Members.Order(StringComparer.Ordinal)] : null;

    public async Task<AuditEntry> AuditAsync(HttpResponseMessage answer) => (await Gateway.AuditOfAsync(answer)).Single();

    public static async Task<string> IdOf(HttpResponseMessage answer) => (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;

    public static async Task<Refusal> RefusalOf(HttpResponseMessage answer)
    {
        var error = await TestGateway.JsonOf(answer);
        return new(
            answer.StatusCode,
            error.TryGetProperty("scimType", out var type) ? type.GetString() : null,
            error.GetProperty("detail").GetString()!);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    private static string Values(IEnumerable<string> members) => string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""));
}
