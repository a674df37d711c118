using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints.Bulk;

/// <summary>A gateway for bulk requests; each test has names of its own.</summary>
public abstract class BulkFixture
{
    private protected TestGateway Gateway { get; private set; } = null!;

    /// <summary>What makes the names of a test its own.</summary>
    protected static string Own => TestContext.CurrentContext.Test.ID.Replace("-", "", StringComparison.Ordinal);

    private protected virtual IEnumerable<string> Settings => [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Gateway = await TestGateway.StartAsync(Settings);
        await Gateway.CreateUserAsync("first");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Gateway.DisposeAsync();

    protected static string Post(string bulkId, string path, string data) =>
        $$"""{"method":"POST","path":"{{path}}","bulkId":"{{bulkId}}","data":{{data}}}""";

    protected static string PostUser(string bulkId, string more = "") =>
        Post(bulkId, "/Users", $$"""{"userName":"{{bulkId}}-{{Own}}","displayName":"{{bulkId}}"{{more}}}""");

    protected static string PostGroup(string bulkId, params string[] members) => Post(
        bulkId, "/Groups", $$"""{"displayName":"{{bulkId}}-{{Own}}","members":[{{string.Join(',', members.Select(m => $$"""{"value":"{{m}}"}"""))}}]}""");

    protected static string Managed(string manager) =>
        $$$"""
        ,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"{{{manager}}}"}}
        """;

    /// <summary>A bulk request that is processed; the results.</summary>
    protected async Task<JsonElement[]> RunAsync(int? failOnErrors, params string[] operations)
    {
        using var answer = await SendAsync(failOnErrors, operations);
        var body = await TestGateway.JsonOf(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), body.ToString());
        Assert.That(body.GetProperty("schemas")[0].GetString(), Is.EqualTo("urn:ietf:params:scim:api:messages:2.0:BulkResponse"));
        return [.. body.GetProperty("Operations").EnumerateArray()];
    }

    protected Task<JsonElement[]> RunAsync(params string[] operations) => RunAsync(null, operations);

    protected Task<HttpResponseMessage> SendAsync(int? failOnErrors, params string[] operations) => Gateway.SendAsync(
        HttpMethod.Post,
        "Bulk",
        $$"""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],{{(failOnErrors is null ? "" : $"\"failOnErrors\":{failOnErrors},")}}"Operations":[{{string.Join(',', operations)}}]}
        """);

    protected static string[] Statuses(IEnumerable<JsonElement> results) => [.. results.Select(r => r.GetProperty("status").GetString()!)];

    protected static string IdOf(JsonElement result) => result.GetProperty("location").GetString()!.Split('/')[^1];

    protected static string? DetailOf(JsonElement result) => result.GetProperty("response").GetProperty("detail").GetString();

    protected async Task<string?> ManagerOfAsync(string id)
    {
        var user = await Gateway.GetJsonAsync($"Users/{id}");
        return user.TryGetProperty("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", out var enterprise)
            ? enterprise.GetProperty("manager").GetProperty("value").GetString()
            : null;
    }

    protected async Task<string[]> MembersOfAsync(string id) =>
        [.. (await Gateway.GetJsonAsync($"Groups/{id}")).GetProperty("members").EnumerateArray().Select(m => m.GetProperty("value").GetString()!)];
}
