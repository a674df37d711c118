using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Configuration;

/// <summary>Extensions that the configuration declares (<c>Scim:Schemas</c>) are as good as the built-in ones.</summary>
public sealed class ExtensionSchemaTests
{
    private const string Sample = SampleSchemas.Extension;
    private const string OfGroup = "urn:example:params:scim:schemas:extension:room:2.0:Group";
    private const string Vectors = "urn:ietf:params:scim:schemas:extension:vectors:2.0:User";

    private const string GroupSchema = $$"""
        {"id":"{{OfGroup}}","name":"Room","attributes":[{"name":"room","type":"string"},{"name":"seats","type":"integer"}]}
        """;

    private DirectoryInfo _folder = null!;
    private TestGateway _gateway = null!;
    private bool _hasVectors;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        string[] ofUser = [await WriteAsync("sample.json", SampleSchemas.Json), .. SharedFiles.Find("vectors/extension-schema.json") is { } shared ? (string[])[shared] : []];
        _hasVectors = ofUser.Length == 2;
        _gateway = await TestGateway.StartAsync(
            [.. ofUser.Select((file, i) => $"--Scim:Schemas:User:{i}={file}"), $"--Scim:Schemas:Group={await WriteAsync("room.json", GroupSchema)}"]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [TestCase("User", Sample, "level:integer score:decimal hired:dateTime badge:binary home:reference code:string tags:string onRequest:string secret:string locker:complex")]
    [TestCase("Group", OfGroup, "room:string seats:integer")]
    public async Task They_are_served_under_Schemas_and_ResourceTypes(string type, string urn, string attributes)
    {
        var schema = await _gateway.GetJsonAsync($"Schemas/{urn}");
        var all = await _gateway.GetJsonAsync("Schemas");
        var resourceType = await _gateway.GetJsonAsync($"ResourceTypes/{type}");

        Assert.That(schema.GetProperty("attributes").EnumerateArray().Select(a => $"{a.GetProperty("name").GetString()}:{a.GetProperty("type").GetString()}"), Is.EqualTo(attributes.Split(' ')));
        Assert.That(all.GetProperty("Resources").EnumerateArray().Select(s => s.GetProperty("id").GetString()), Does.Contain(urn));
        Assert.That(resourceType.GetProperty("schemaExtensions").EnumerateArray().Select(e => e.GetProperty("schema").GetString()), Does.Contain(urn));
    }

    [Test]
    public async Task Their_values_are_kept_and_come_back()
    {
        const string Values = """{"level":-7,"score":1.50,"hired":"2026-02-03T04:05:06+02:00","badge":"AAEC","home":"https://example.com/a","code":"aB","tags":["x","Y"],"locker":{"room":"R","floor":3}}""";
        var user = await CreateUserAsync(Sample, Values);

        var read = await _gateway.GetJsonAsync($"Users/{user.GetProperty("id").GetString()}");

        Assert.That(user.GetProperty("schemas").EnumerateArray().Select(s => s.GetString()), Does.Contain(Sample));
        Assert.That(JsonElement.DeepEquals(read.GetProperty(Sample), JsonSerializer.Deserialize<JsonElement>(Values)), read.GetProperty(Sample).ToString());
    }

    [TestCase("level eq 41")]
    [TestCase("level gt 40 and @level lt 42")]
    [TestCase("score ge 2.25")]
    [TestCase("hired eq \"2031-05-05T12:00:00+02:00\"")]
    [TestCase("hired gt \"2031-05-05T09:59:59Z\"")]
    [TestCase("code eq \"OnlyThis\"")]
    [TestCase("tags eq \"ONLY-THIS\"")]
    [TestCase("locker.room sw \"only\"")]
    [TestCase("locker[room eq \"only-this\" and floor eq 41]")]
    public async Task They_are_filtered_by(string filter)
    {
        var id = (await CreateUserAsync(Sample,
            """{"level":41,"score":2.25,"hired":"2031-05-05T10:00:00Z","code":"OnlyThis","tags":["a","only-this"],"locker":{"room":"only-this","floor":41}}""")).GetProperty("id").GetString();
        using var away = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}", """{"Operations":[{"op":"add","path":"title","value":"here"}]}""");

        var found = await FindAsync($"{Sample}:{filter.Replace("@", $"{Sample}:", StringComparison.Ordinal)} and id eq \"{id}\"");
        var others = await FindAsync($"not ({Sample}:{filter.Replace("@", $"{Sample}:", StringComparison.Ordinal)}) and id eq \"{id}\"");

        Assert.That(found, Is.EqualTo(new[] { id }));
        Assert.That(others, Is.Empty);
    }

    [TestCase("code eq \"onlythis\"")]
    [TestCase("level eq 42")]
    [TestCase("badge pr")]
    public async Task Their_characteristics_decide_what_matches(string filter)
    {
        var id = (await CreateUserAsync(Sample, """{"level":41,"code":"OnlyThis"}""")).GetProperty("id").GetString();

        Assert.That(await FindAsync($"{Sample}:{filter} and id eq \"{id}\""), Is.Empty);
    }

    [TestCase("""{"op":"replace","path":"@level","value":2}""", """{"level":2,"tags":["x"]}""")]
    [TestCase("""{"op":"add","path":"@tags","value":["y","X"]}""", """{"level":1,"tags":["x","y"]}""")]
    [TestCase("""{"op":"remove","path":"@tags[value eq \"x\"]"}""", """{"level":1}""")]
    [TestCase("""{"op":"add","path":"@locker.floor","value":4}""", """{"level":1,"tags":["x"],"locker":{"floor":4}}""")]
    [TestCase("""{"op":"remove","path":"@level"}""", """{"tags":["x"]}""")]
    [TestCase("""{"op":"replace","value":{"@":{"level":9,"code":"c"}}}""", """{"level":9,"code":"c","tags":["x"]}""")]
    [TestCase("""{"op":"replace","value":{"@level":8}}""", """{"level":8,"tags":["x"]}""")]
    [TestCase("""{"op":"remove","path":"@"}""", null)]
    public async Task They_are_patched(string operation, string? after)
    {
        var id = (await CreateUserAsync(Sample, """{"level":1,"tags":["x"]}""")).GetProperty("id").GetString();

        using var answer = await PatchAsync(id, Sample, operation);

        var user = await TestGateway.JsonOf(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), user.ToString());
        Assert.That(user.TryGetProperty(Sample, out var left), Is.EqualTo(after is not null));
        Assert.That(after is null || JsonElement.DeepEquals(left, JsonSerializer.Deserialize<JsonElement>(after)), left.ToString());
    }

    [TestCase("""{"op":"replace","path":"@level","value":"high"}""", "invalidValue")]
    [TestCase("""{"op":"replace","path":"@nothing","value":1}""", "invalidPath")]
    [TestCase("""{"op":"replace","path":"@hired","value":"yesterday"}""", "invalidValue")]
    public async Task What_they_do_not_allow_is_refused(string operation, string scimType)
    {
        var id = (await CreateUserAsync(Sample, """{"level":1}""")).GetProperty("id").GetString();

        using var answer = await PatchAsync(id, Sample, operation);

        Assert.That((answer.StatusCode, (await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, scimType)));
    }

    [TestCase("attributes=@level", """{"level":1}""")]
    [TestCase("attributes=@", """{"level":1,"onRequest":"r","locker":{"room":"R","floor":2}}""")]
    [TestCase("attributes=@locker.room", """{"locker":{"room":"R","floor":2}}""")]
    [TestCase("excludedAttributes=@level", """{"locker":{"room":"R","floor":2}}""")]
    [TestCase("", """{"level":1,"locker":{"room":"R","floor":2}}""")]
    public async Task They_are_projected(string query, string expected)
    {
        var id = (await CreateUserAsync(Sample, """{"level":1,"onRequest":"r","secret":"s","locker":{"room":"R","floor":2}}""")).GetProperty("id").GetString();

        var user = await _gateway.GetJsonAsync($"Users/{id}?{query.Replace("@", Named(Sample, query), StringComparison.Ordinal)}");

        Assert.That(JsonElement.DeepEquals(user.GetProperty(Sample), JsonSerializer.Deserialize<JsonElement>(expected)), user.GetProperty(Sample).ToString());
    }

    [Test]
    public async Task What_they_require_is_required_where_its_attribute_has_a_value()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", $$$"""{"userName":"no-room","{{{Sample}}}":{"locker":{"floor":3} }}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(), Does.Contain($"{Sample}:locker.room"));
    }

    [Test]
    public async Task Groups_have_theirs()
    {
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$$"""{"displayName":"roomy","{{{OfGroup}}}":{"room":"A1","seats":12}}""");
        var id = (await TestGateway.JsonOf(made)).GetProperty("id").GetString();
        using var patched = await _gateway.SendAsync(HttpMethod.Patch, $"Groups/{id}", $$"""{"Operations":[{"op":"replace","path":"{{OfGroup}}:seats","value":13}]}""");

        var found = await _gateway.GetJsonAsync($"Groups?filter={Uri.EscapeDataString($"{OfGroup}:seats gt 12")}");

        Assert.That(found.GetProperty("Resources").EnumerateArray().Single().GetProperty(OfGroup).ToString(), Is.EqualTo("""{"room":"A1","seats":13}"""));
    }

    [Test]
    public async Task The_schema_of_the_vectors_is_served_and_kept_to()
    {
        if (!_hasVectors)
        {
            Assert.Ignore("shared/vectors isn't beside the repository");
        }

        var schema = await _gateway.GetJsonAsync($"Schemas/{Vectors}");
        var user = await CreateUserAsync(Vectors,
            """{"level":3,"score":0.5,"hired":"2026-01-01T00:00:00Z","onCall":true,"homepage":"https://example.com","badge":"AAEC","tags":["a"],"codes":["a","A"],"grades":[1,2],"serial":"S1","ticket":"mine","locker":{"room":"R","floor":1},"assets":[{"value":"laptop","cost":999.99,"since":"2026-01-01T00:00:00Z","primary":true}]}""");
        var id = user.GetProperty("id").GetString();
        using var immutable = await PatchAsync(id, Vectors, """{"op":"replace","path":"@serial","value":"S2"}""");
        using var readOnly = await PatchAsync(id, Vectors, """{"op":"replace","path":"@ticket","value":"T"}""");
        using var asset = await PatchAsync(id, Vectors, """{"op":"replace","path":"@assets[cost gt 900].kind","value":"computer"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.GetProperty("attributes").GetArrayLength(), Is.EqualTo(13));
            Assert.That(user.GetProperty(Vectors).TryGetProperty("ticket", out _), Is.False);
            Assert.That((await TestGateway.JsonOf(immutable)).GetProperty("scimType").GetString(), Is.EqualTo("mutability"));
            Assert.That((await TestGateway.JsonOf(readOnly)).GetProperty("scimType").GetString(), Is.EqualTo("mutability"));
            Assert.That((await TestGateway.JsonOf(asset)).GetProperty(Vectors).GetProperty("assets")[0].GetProperty("kind").GetString(), Is.EqualTo("computer"));
            Assert.That(await FindAsync($"{Vectors}:grades eq 2 and {Vectors}:onCall eq true and {Vectors}:assets[cost lt 1000 and kind eq \"computer\"]"), Is.EqualTo(new[] { id }));
        }
    }

    [TestCase("User", "", "isn't valid JSON")]
    [TestCase("User", "[]", "isn't a JSON object")]
    [TestCase("User", """{"id":"urn:x:y"}""", "attributes isn't a list of objects")]
    [TestCase("User", """{"id":"no-urn","attributes":[{"name":"a"}]}""", "isn't a URN")]
    [TestCase("Group", """{"id":"urn:x:y","attributes":[{"name":"a","type":"text"}]}""", "type is \"text\"")]
    [TestCase("Group", """{"id":"urn:x:y","attributes":[{"name":"a","multivalued":true}]}""", "unknown characteristic \"multivalued\"")]
    [TestCase("Group", """{"id":"urn:x:y","attributes":[{"name":"a"},{"name":"A"}]}""", "occurs twice")]
    public async Task A_broken_file_is_a_fault_at_start_with_its_key_and_the_reason(string type, string schema, string reason)
    {
        var file = await WriteAsync($"broken-{Guid.NewGuid():N}.json", schema);

        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(
            ["--Scim:Adapter=jira", "--Scim:Jira:BaseUrl=https://jira.example.com", "--Scim:Jira:Token=t", $"--Scim:Schemas:{type}={file}"]));

        var fault = thrown!.Faults.Single().ToString();
        Assert.That(fault, Does.StartWith($"Scim:Schemas:{type} = '{file}' names a file that isn't a schema: ").And.Contain(reason));
    }

    [TestCase("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User")]
    public async Task An_URN_that_is_taken_is_a_fault_at_start(string urn)
    {
        var file = await WriteAsync($"taken-{Guid.NewGuid():N}.json", $$"""{"id":"{{urn}}","attributes":[{"name":"a"}]}""");

        var thrown = Assert.Throws<InvalidConfigurationException>(() => Gateway.Build(
            ["--Scim:Adapter=jira", "--Scim:Jira:BaseUrl=https://jira.example.com", "--Scim:Jira:Token=t", $"--Scim:Schemas:User={file}"]));

        Assert.That(thrown!.Faults.Single().ToString(), Does.StartWith("Scim:Schemas:User").And.Contain(urn));
    }

    // Below an URN its attributes stand behind a colon; the URN alone stands for all of them.
    private static string Named(string urn, string text) => text.EndsWith('@') || text.Contains("\"@\"", StringComparison.Ordinal) ? urn : $"{urn}:";

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private async Task<JsonElement> CreateUserAsync(string urn, string values)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"user-{{Guid.NewGuid():N}}","{{urn}}":{{values}} }""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return await TestGateway.JsonOf(answer);
    }

    private Task<HttpResponseMessage> PatchAsync(string? id, string urn, string operation) => _gateway.SendAsync(
        HttpMethod.Patch, $"Users/{id}", $$"""{"Operations":[{{operation.Replace("@", Named(urn, operation), StringComparison.Ordinal)}}]}""");

    private async Task<IEnumerable<string?>> FindAsync(string filter) =>
        (await _gateway.GetJsonAsync($"Users?filter={Uri.EscapeDataString(filter)}")).GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("id").GetString());
}
