using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>RFC 7644 §3.9 on POST, PUT and PATCH, and the <c>returned</c> of RFC 7643 §7.</summary>
public sealed class ProjectionOnWriteTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly string[] Methods = ["POST", "PUT", "PATCH"];

    private TestGateway _gateway = null!;
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var schema = Path.Combine(_folder.FullName, "sample.json");
        await File.WriteAllTextAsync(schema, SampleSchemas.Json);
        _gateway = await TestGateway.StartAsync($"--Scim:Schemas:User={schema}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Attributes_choose_what_the_answer_to_a_write_holds(
        [ValueSource(nameof(Methods))] string method,
        [Values(
            "attributes=userName|schemas id userName",
            "attributes=USERNAME,nothing|schemas id userName",
            "attributes=name.givenName|schemas id name.givenName",
            "attributes=name|schemas id name.givenName name.familyName",
            "attributes=emails.type|schemas id emails.type",
            "attributes=urn:ietf:params:scim:schemas:core:2.0:User:displayName|schemas id displayName",
            "attributes=urn:ietf:params:scim:schemas:core:2.0:User:name.familyName|schemas id name.familyName",
            "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department|schemas id " + Enterprise + ".department",
            "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User|schemas id " + Enterprise + ".department " + Enterprise + ".costCenter",
            "attributes=userName&attributes=title|schemas id userName title",
            "excludedAttributes=name,emails,meta,displayName,active,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User|schemas id userName title",
            "excludedAttributes=id,schemas,name.familyName,emails.value,emails.primary,meta,displayName,active,title,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department|schemas id userName name.givenName emails.type " + Enterprise + ".costCenter")]
        string @case)
    {
        var (query, expected) = (@case.Split('|')[0], @case.Split('|')[1].Split(' '));

        var answer = await WriteAsync(method, $"?{query}", "");

        Assert.That(Paths(answer), Is.EquivalentTo(expected));
    }

    [Test]
    [Rfc("7643-7-15")]
    public async Task What_is_returned_on_request_is_in_the_answer_to_the_write_that_names_it_and_in_no_other([ValueSource(nameof(Methods))] string method)
    {
        const string Named = $$"""
            ,"{{SampleSchemas.Extension}}":{"onRequest":"seen","code":"C","secret":"never"}
            """;

        var named = await WriteAsync(method, "", Named);
        var chosen = await WriteAsync(method, "?attributes=userName", Named);
        var excluded = await WriteAsync(method, $"?excludedAttributes={SampleSchemas.Extension}:onRequest", Named);
        var id = named.GetProperty("id").GetString();
        var read = await _gateway.GetJsonAsync($"Users/{id}");
        var asked = await _gateway.GetJsonAsync($"Users/{id}?attributes={SampleSchemas.Extension}:onRequest");
        using var other = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}", """{"Operations":[{"op":"replace","path":"title","value":"Other"}]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Inside(named), Is.EquivalentTo(new[] { "onRequest", "code" }));
            Assert.That(Inside(chosen), Is.Empty);
            Assert.That(Inside(excluded), Is.EquivalentTo(new[] { "code" }));
            Assert.That(Inside(read), Is.EquivalentTo(new[] { "code" }));
            Assert.That(Inside(asked), Is.EquivalentTo(new[] { "onRequest" }));
            Assert.That(Inside(await TestGateway.JsonOf(other)), Is.EquivalentTo(new[] { "code" }));
        }
    }

    [TestCase("POST", "?excludedAttributes=members", false)]
    [TestCase("POST", "?attributes=displayName", false)]
    [TestCase("POST", "?attributes=members.value", true)]
    [TestCase("PUT", "?excludedAttributes=members", false)]
    [TestCase("PUT", "", true)]
    [TestCase("PATCH", "?attributes=displayName", false)]
    [TestCase("PATCH", "?attributes=members", true)]
    public async Task A_groups_members_are_in_the_answer_to_a_write_only_where_they_are_wanted(string method, string query, bool shown)
    {
        var user = await _gateway.CreateUserAsync($"member-{Guid.NewGuid():N}");
        var body = $$"""{"displayName":"group-{{Guid.NewGuid():N}}","members":[{"value":"{{user}}"}]}""";
        using var made = await _gateway.SendAsync(HttpMethod.Post, method == "POST" ? $"Groups{query}" : "Groups", body);
        var group = await TestGateway.JsonOf(made);
        if (method != "POST")
        {
            using var changed = await _gateway.SendAsync(new(method), $"Groups/{group.GetProperty("id").GetString()}{query}", method == "PUT"
                ? body
                : """{"Operations":[{"op":"replace","path":"externalId","value":"x"}]}""");
            group = await TestGateway.JsonOf(changed);
        }

        Assert.That(group.TryGetProperty("members", out var members), Is.EqualTo(shown), group.ToString());
        Assert.That(!shown || members.EnumerateArray().Single().GetProperty("value").GetString() == user);
    }

    [Test]
    public async Task A_bad_projection_is_refused_before_anything_is_done()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users?attributes=a%20b", """{"userName":"never-made"}""");
        var found = await _gateway.GetJsonAsync("Users?filter=userName+eq+%22never-made%22");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(found.GetProperty("totalResults").GetInt32(), Is.Zero);
    }

    /// <summary>The answer to a write of a new user's attributes and of <paramref name="more"/>.</summary>
    private async Task<JsonElement> WriteAsync(string method, string query, string more)
    {
        var name = $"user-{Guid.NewGuid():N}";
        const string Attributes = $$"""
            "displayName":"D","title":"T","name":{"givenName":"G","familyName":"F"},"emails":[{"value":"e@example.com","type":"work","primary":true}],"{{Enterprise}}":{"department":"Dep","costCenter":"C"}
            """;
        var body = $$"""{{{Attributes}}{{more}},"userName":"{{name}}"}""";
        if (method == "POST")
        {
            using var created = await _gateway.SendAsync(HttpMethod.Post, $"Users{query}", body);
            Assert.That(created.StatusCode, Is.EqualTo(HttpStatusCode.Created), await created.Content.ReadAsStringAsync());
            return await TestGateway.JsonOf(created);
        }

        var id = await _gateway.CreateUserAsync(name);
        using var answer = await _gateway.SendAsync(new(method), $"Users/{id}{query}", method == "PUT"
            ? body
            : $$$"""{"Operations":[{"op":"add","value":{{{{Attributes}}}{{{more}}}}}]}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await TestGateway.JsonOf(answer);
    }

    private static IEnumerable<string> Inside(JsonElement user) =>
        user.TryGetProperty(SampleSchemas.Extension, out var extension) ? extension.EnumerateObject().Select(p => p.Name) : [];

    // One level down where there is an object or a list of them.
    private static IEnumerable<string> Paths(JsonElement resource) => resource.EnumerateObject().SelectMany(p => p.Value switch
    {
        { ValueKind: JsonValueKind.Object } inner => inner.EnumerateObject().Select(sub => $"{p.Name}.{sub.Name}"),
        { ValueKind: JsonValueKind.Array } list when list[0].ValueKind == JsonValueKind.Object => list[0].EnumerateObject().Select(sub => $"{p.Name}.{sub.Name}"),
        _ => [p.Name],
    });
}
