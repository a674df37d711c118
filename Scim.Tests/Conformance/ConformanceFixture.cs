using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>
/// A gateway whose users have an extension with the types and characteristics that the RFC's own schemas lack, asked over HTTP as any client would.
/// </summary>
public abstract class ConformanceFixture
{
    private protected const string Sample = "urn:example:conformance";

    private const string Schema = $$"""
        {"id":"{{Sample}}","name":"Sample","description":"What no schema of the RFC has.","attributes":[
            {"name":"plain"},
            {"name":"externalId","type":"string"},
            {"name":"level","type":"integer"},
            {"name":"score","type":"decimal"},
            {"name":"hired","type":"dateTime"},
            {"name":"badge","type":"binary"},
            {"name":"code","type":"string","caseExact":true},
            {"name":"key","type":"string","mutability":"immutable"},
            {"name":"number","type":"string","uniqueness":"server"},
            {"name":"secret","type":"string","mutability":"writeOnly","returned":"never"},
            {"name":"asked","type":"string","returned":"request"},
            {"name":"always","type":"string","returned":"always"},
            {"name":"never","type":"string","returned":"never"}]}
        """;

    private DirectoryInfo _folder = null!;
    private int _names;

    private protected TestGateway Gateway { get; private set; } = null!;

    /// <summary>Settings beyond the extension.</summary>
    private protected virtual string[] Settings => [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var file = Path.Combine(_folder.FullName, "sample.json");
        await File.WriteAllTextAsync(file, Schema);
        Gateway = await TestGateway.StartAsync([$"--Scim:Schemas:User:0={file}", .. Settings]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>A userName that no other test of the fixture has.</summary>
    private protected string NewName() => $"person-{Interlocked.Increment(ref _names)}";

    private protected async Task<GatewayAnswer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Gateway.Client.SendAsync(request);
        return await ReadAsync(answer);
    }

    private protected static async Task<GatewayAnswer> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new(
            (int)answer.StatusCode,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text),
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    private protected Task<GatewayAnswer> GetAsync(string path) => SendAsync("GET", path);

    private protected Task<GatewayAnswer> PostAsync(string endpoint, string body) => SendAsync("POST", endpoint, body);

    private protected Task<GatewayAnswer> PatchAsync(string path, params string[] operations) =>
        SendAsync("PATCH", path, $$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{string.Join(',', operations)}}]}""");

    /// <summary>A user with a new name and <paramref name="more"/> members of JSON: <c>"title":"Pilot"</c>.</summary>
    private protected async Task<GatewayAnswer> UserAsync(string more = "")
    {
        var answer = await PostAsync("Users", $$"""{"userName":"{{NewName()}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Detail);
        return answer;
    }

    private protected async Task<GatewayAnswer> GroupAsync(params string[] members)
    {
        var list = string.Join(',', members.Select(id => $$"""{"value":"{{id}}"}"""));
        var answer = await PostAsync("Groups", $$"""{"displayName":"{{NewName()}}","members":[{{list}}]}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Detail);
        return answer;
    }

    /// <summary>The ids that a filter finds.</summary>
    private protected async Task<string[]> FindAsync(string endpoint, string filter)
    {
        var answer = await GetAsync($"{endpoint}?filter={Uri.EscapeDataString(filter)}");
        Assert.That(answer.Status, Is.EqualTo(200), $"{filter}: {answer.Detail}");
        return [.. answer.Body.GetProperty("Resources").EnumerateArray().Select(resource => resource.GetProperty("id").GetString()!)];
    }

    private protected async Task<(int Status, string? ScimType)> RefusalOfAsync(string endpoint, string filter) =>
        (await GetAsync($"{endpoint}?filter={Uri.EscapeDataString(filter)}")).Refusal;

    private protected async Task<string[]> MembersOfAsync(string group) =>
        (await GetAsync($"Groups/{group}")).Find("members") is { } members
            ? [.. members.EnumerateArray().Select(member => member.GetProperty("value").GetString()!)]
            : [];
}
