using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>RFC 7644 §3.5.1: what PUT replaces, keeps and refuses.</summary>
public sealed class PutTests
{
    private const string Urn = "urn:example:locker";

    private const string Schema = $$"""
        {"id":"{{Urn}}","name":"Locker","description":"","attributes":[
            {"name":"key","type":"string","description":"","mutability":"immutable"},
            {"name":"note","type":"string","description":""},
            {"name":"seat","type":"complex","description":"","subAttributes":[
                {"name":"row","type":"string","description":"","mutability":"immutable"},
                {"name":"cushion","type":"string","description":""}]}]}
        """;

    private TestGateway _gateway = null!;
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var file = Path.Combine(_folder.FullName, "locker.json");
        await File.WriteAllTextAsync(file, Schema);
        _gateway = await TestGateway.StartAsync($"--Scim:Schemas:User:0={file}");
        await _gateway.CreateUserAsync("first");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    [Rfc("7644-3.5-01", "7644-3.5.1-01", "7644-3.5.1-09")]
    public async Task What_it_names_is_what_there_is_afterwards()
    {
        var id = await CreateAsync("named", ""","title":"Old","emails":[{"value":"a@example.com","type":"home"},{"value":"b@example.com","type":"work"}]""");

        var (status, put) = await PutAsync(id, """{"userName":"named","title":"New","emails":[{"value":"c@example.com","type":"other"}]}""");

        var read = await _gateway.GetJsonAsync($"Users/{id}");
        Assert.That(status, Is.EqualTo(200));
        Assert.That(put.GetRawText(), Is.EqualTo(read.GetRawText()));
        Assert.That(read.GetProperty("title").GetString(), Is.EqualTo("New"));
        Assert.That(read.GetProperty("emails").EnumerateArray().Select(e => e.GetProperty("value").GetString()), Is.EqualTo(new[] { "c@example.com" }));
    }

    [Rfc("7644-3.5.1-02", "7644-3.5.1-03", "7643-2.5-02")]
    [TestCase("")]
    [TestCase(""","title":null,"roles":[],"name":null""")]
    public async Task What_it_leaves_out_or_empties_is_gone_but_for_active(string more)
    {
        var name = $"out-{more.Length}";
        var id = await CreateAsync(name, ""","title":"Pilot","externalId":"x","active":false,"roles":[{"value":"boss"}],"name":{"givenName":"Ann"}""");

        var (status, put) = await PutAsync(id, $$"""{"userName":"{{name}}"{{more}}}""");

        Assert.That(status, Is.EqualTo(200));
        Assert.That(put.EnumerateObject().Select(p => p.Name), Has.None.AnyOf("title", "externalId", "roles"));
        Assert.That(put.GetProperty("active").GetBoolean(), Is.False);
    }

    [Test]
    [Rfc("7644-3.5.1-07", "7643-3.1-08", "7643-3.1-15", "7643-4.1.2-09", "7643-7-09", "7643-4.3-03")]
    public async Task What_only_the_service_provider_may_write_is_passed_over()
    {
        var id = await CreateAsync("owned", "");
        var before = await _gateway.GetJsonAsync($"Users/{id}");

        var (status, put) = await PutAsync(
            id,
            """
            {"id":"other","userName":"owned","displayName":"owned","groups":[{"value":"g"}],
             "meta":{"resourceType":"Group","created":"1999-01-01T00:00:00Z","lastModified":"1999-01-01T00:00:00Z","version":"W/\"99\"","location":"http://elsewhere"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"m","displayName":"Boss"}}}
            """);

        Assert.That(status, Is.EqualTo(200));
        Assert.That(put.GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(put.TryGetProperty("groups", out _), Is.False);
        foreach (var kept in (string[])["resourceType", "created", "location"])
        {
            Assert.That(put.GetProperty("meta").GetProperty(kept).GetString(), Is.EqualTo(before.GetProperty("meta").GetProperty(kept).GetString()));
        }

        Assert.That(put.GetProperty("meta").GetProperty("version").GetString(), Is.Not.EqualTo("W/\"99\""));
        var manager = put.GetProperty("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User").GetProperty("manager");
        Assert.That(manager.TryGetProperty("displayName", out _), Is.False);
    }

    [Rfc("7644-3.5.1-04", "7644-3.5.1-05", "7643-7-10")]
    [TestCase("""{"key":"k2","note":"new"}""", "key")]
    [TestCase("""{"key":"k1","note":"new","seat":{"row":"2"}}""", "seat.row")]
    public async Task An_immutable_value_cannot_become_another_and_nothing_of_the_request_is_done(string extension, string path)
    {
        var name = $"immutable-{path}";
        var id = await CreateAsync(name, $$""","{{Urn}}":{"key":"k1","note":"old","seat":{"row":"1","cushion":"red"} }""");
        var before = await _gateway.GetJsonAsync($"Users/{id}");
        _gateway.Product.ForgetCalls();

        var (status, error) = await PutAsync(id, $$"""{"userName":"{{name}}","displayName":"Other","{{Urn}}":{{extension}}}""");

        Assert.That((status, error.GetProperty("scimType").GetString()), Is.EqualTo((400, "mutability")));
        Assert.That(error.GetProperty("detail").GetString(), Is.EqualTo($"{Urn}:{path} is immutable and already has another value."));
        Assert.That(_gateway.Product.Calls, Is.Empty);
        Assert.That((await _gateway.GetJsonAsync($"Users/{id}")).GetRawText(), Is.EqualTo(before.GetRawText()));
    }

    [Rfc("7644-3.5.1-04")]
    [TestCase("""{"key":"k1","seat":{"row":"1"}}""", null)]
    [TestCase("""{"note":"new","seat":{"cushion":"blue"}}""", "blue")]
    [TestCase("{}", null)]
    public async Task An_immutable_value_stays_where_the_body_agrees_or_says_nothing(string extension, string? cushion)
    {
        var name = $"stays-{extension.Length}";
        var id = await CreateAsync(name, $$""","{{Urn}}":{"key":"k1","note":"old","seat":{"row":"1","cushion":"red"} }""");

        var (status, put) = await PutAsync(id, $$"""{"userName":"{{name}}","{{Urn}}":{{extension}}}""");

        var locker = put.GetProperty(Urn);
        Assert.That(status, Is.EqualTo(200));
        Assert.That(locker.GetProperty("key").GetString(), Is.EqualTo("k1"));
        Assert.That(locker.GetProperty("seat").GetProperty("row").GetString(), Is.EqualTo("1"));
        Assert.That(locker.GetProperty("seat").TryGetProperty("cushion", out var shown) ? shown.GetString() : null, Is.EqualTo(cushion));
    }

    [Test]
    [Rfc("7644-3.5.1-06", "7643-7-10")]
    public async Task An_immutable_attribute_without_a_value_takes_the_first_one()
    {
        var id = await CreateAsync("first-value", "");

        var (status, put) = await PutAsync(id, $$"""{"userName":"first-value","{{Urn}}":{"key":"k1","seat":{"row":"1"} } }""");

        Assert.That(status, Is.EqualTo(200));
        Assert.That(put.GetProperty(Urn).GetProperty("key").GetString(), Is.EqualTo("k1"));
        Assert.That(put.GetProperty(Urn).GetProperty("seat").GetProperty("row").GetString(), Is.EqualTo("1"));
    }

    [Rfc("7644-3.5.1-08")]
    [TestCase("Users", """{"displayName":"Other"}""", "userName")]
    [TestCase("Users", """{"userName":null,"displayName":"Other"}""", "userName")]
    [TestCase("Groups", """{"externalId":"e"}""", "displayName")]
    [Rfc("7643-4.1.1-01")]
    public async Task What_is_required_must_be_there(string endpoint, string body, string required)
    {
        var name = $"required-{body.Length}";
        using var made = await _gateway.SendAsync(HttpMethod.Post, endpoint, $$"""{"{{required}}":"{{name}}"}""");
        var before = await TestGateway.JsonOf(made);
        var path = $"{endpoint}/{before.GetProperty("id").GetString()}";

        using var answer = await _gateway.SendAsync(HttpMethod.Put, path, body);

        var error = await TestGateway.JsonOf(answer);
        Assert.That(((int)answer.StatusCode, error.GetProperty("scimType").GetString()), Is.EqualTo((400, "invalidValue")));
        Assert.That(error.GetProperty("detail").GetString(), Is.EqualTo($"{required}: a value is required, none was found."));
        Assert.That((await _gateway.GetJsonAsync(path)).GetProperty("meta").GetRawText(), Is.EqualTo(before.GetProperty("meta").GetRawText()));
    }

    [Rfc("7644-3.2-02", "7644-3.5.1-10")]
    [TestCase("Users", """{"userName":"out-of-nothing"}""")]
    [TestCase("Groups", """{"displayName":"out-of-nothing"}""")]
    public async Task It_makes_nothing(string endpoint, string body)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Put, $"{endpoint}/{Guid.NewGuid()}", body);

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(_gateway.Product.Read().User("out-of-nothing"), Is.Null);
        Assert.That(_gateway.Product.Read().Group("out-of-nothing"), Is.Null);
    }

    [Test]
    [Rfc("7644-3.5.1-02")]
    public async Task A_groups_members_stay_unless_the_body_names_them()
    {
        var ann = await _gateway.CreateUserAsync("member");
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"put-group","externalId":"e","members":[{"value":"{{ann}}"}]}""");
        var path = $"Groups/{(await TestGateway.JsonOf(made)).GetProperty("id").GetString()}";

        using var without = await _gateway.SendAsync(HttpMethod.Put, path, """{"displayName":"put-group"}""");
        using var empty = await _gateway.SendAsync(HttpMethod.Put, path, """{"displayName":"put-group","members":[]}""");

        Assert.That((await TestGateway.JsonOf(without)).GetProperty("members").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await TestGateway.JsonOf(without)).TryGetProperty("externalId", out _), Is.False);
        Assert.That((await TestGateway.JsonOf(empty)).GetProperty("members").GetArrayLength(), Is.Zero);
    }

    private async Task<string> CreateAsync(string name, string more)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"{{name}}","displayName":"{{name}}"{{more}}}""");
        answer.EnsureSuccessStatusCode();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private async Task<(int Status, JsonElement Body)> PutAsync(string id, string body)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Put, $"Users/{id}", body);
        return ((int)answer.StatusCode, await TestGateway.JsonOf(answer));
    }
}
