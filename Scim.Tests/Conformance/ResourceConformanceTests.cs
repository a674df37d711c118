using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>What every resource is (RFC 7643 §2 to §4), over HTTP.</summary>
public sealed class ResourceConformanceTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    [Rfc("7643-2.1-03", "7644-3.10-01")]
    public async Task Names_have_no_case()
    {
        var user = await PostAsync("Users", """{"USERNAME":"no-case","DisplayName":"No Case","TITLE":"x"}""");

        using var patched = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{Id(user)}", """{"Operations":[{"op":"replace","path":"TiTle","value":"y"}]}""");
        var read = await _gateway.GetJsonAsync($"Users/{Id(user)}?attributes=USERNAME,urn:ietf:params:scim:schemas:CORE:2.0:user:title");

        Assert.That(read.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(["schemas", "id", "userName", "title"]));
        Assert.That(read.GetProperty("title").GetString(), Is.EqualTo("y"));
    }

    [Test]
    [Rfc("7643-2.3.8-01")]
    public async Task Members_of_a_body_have_no_order()
    {
        var user = await PostAsync("Users", """{"title":"x","displayName":"Order","schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"order"}""");

        using var patched = await _gateway.SendAsync(
            HttpMethod.Patch, $"Users/{Id(user)}", $$"""{"Operations":[{"value":"y","path":"title","op":"replace"}],"schemas":["{{ScimUrns.PatchOp}}"]}""");

        Assert.That((await TestGateway.JsonOf(patched)).GetProperty("title").GetString(), Is.EqualTo("y"));
    }

    [Test]
    [Rfc("7643-2.5-01", "7644-3.3-03")]
    public async Task Absent_null_and_empty_are_the_same()
    {
        var absent = await PostAsync("Users", """{"userName":"absent","displayName":"Same"}""");
        var empty = await PostAsync("Users", """{"userName":"empty0","displayName":"Same","title":null,"roles":[],"active":null}""");

        Assert.That(empty.EnumerateObject().Select(p => p.Name), Is.EqualTo(absent.EnumerateObject().Select(p => p.Name)));
        Assert.That(empty.GetProperty("active").GetBoolean(), Is.True);
    }

    [Test]
    [Rfc("7643-2.4-05")]
    public async Task An_element_that_does_not_say_so_is_not_primary()
    {
        await PostAsync("Users", """{"userName":"unprimary","displayName":"P","phoneNumbers":[{"value":"1"}]}""");

        Assert.That(await CountAsync("userName eq \"unprimary\" and phoneNumbers[primary eq false]"), Is.EqualTo(1));
        Assert.That(await CountAsync("userName eq \"unprimary\" and phoneNumbers[primary eq true]"), Is.Zero);
    }

    [Test]
    [Rfc("7643-3-02", "7643-3-03", "7643-3-04", "7643-3.3-01")]
    public async Task Schemas_are_those_of_the_type_once_and_whatever_their_order()
    {
        var only = await PostAsync("Users", $$$"""{"schemas":["{{{Enterprise}}}","{{{Enterprise}}}"],"userName":"schemas-1","displayName":"S","{{{Enterprise}}}":{"department":"IT"}}""");
        var turned = await PostAsync("Users", $$$"""{"schemas":["{{{Enterprise}}}","{{{ScimUrns.User}}}"],"userName":"schemas-2","displayName":"S","{{{Enterprise}}}":{"department":"IT"}}""");
        var plain = await PostAsync("Users", """{"userName":"schemas-3","displayName":"S"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Schemas(only), Is.EquivalentTo([ScimUrns.User, Enterprise]));
            Assert.That(Schemas(turned), Is.EquivalentTo([ScimUrns.User, Enterprise]));
            Assert.That(Schemas(plain), Is.EqualTo([ScimUrns.User]));
        }
    }

    [Test]
    [Rfc("7643-3.3-03", "7643-4.3-01")]
    public async Task An_extension_stands_under_its_urn()
    {
        const string Six = """{"employeeNumber":"1","costCenter":"2","organization":"3","division":"4","department":"5"}""";

        var user = await PostAsync("Users", $$"""{"userName":"extended","displayName":"E","{{Enterprise}}":{{Six}}}""");

        Assert.That(JsonElement.DeepEquals(user.GetProperty(Enterprise), JsonSerializer.Deserialize<JsonElement>(Six)), Is.True);
        Assert.That(user.TryGetProperty("department", out _), Is.False);
        Assert.That(await CountAsync($"{Enterprise}:department eq \"5\""), Is.EqualTo(1));
    }

    [Test]
    [Rfc("7643-3-05", "7643-3.1-01")]
    public async Task Common_attributes_are_of_every_type()
    {
        var user = await PostAsync("Users", """{"userName":"common","displayName":"C","externalId":"common"}""");
        var group = await PostAsync("Groups", """{"schemas":[],"displayName":"common","externalId":"common"}""");

        foreach (var resource in new[] { user, group })
        {
            Assert.That(Id(resource), Is.Not.Empty);
            Assert.That(resource.GetProperty("externalId").GetString(), Is.EqualTo("common"));
            Assert.That(resource.GetProperty("meta").TryGetProperty("version", out _), Is.True);
        }

        Assert.That((await _gateway.GetJsonAsync($"Groups/{Id(group)}?attributes=meta")).TryGetProperty("meta", out _), Is.True);
    }

    [Test]
    [Rfc("7643-3.1-02", "7643-3.1-08", "7644-3.3-01", "7644-3.3.1-01")]
    public async Task The_id_and_the_meta_are_ours()
    {
        var user = await PostAsync("Users", """{"id":"mine","meta":{"resourceType":"Group","version":"W/\"99\""},"groups":[{"value":"x"}],"userName":"ours","displayName":"O"}""");

        using var patched = await _gateway.SendAsync(HttpMethod.Patch, $"Users/{Id(user)}", """{"Operations":[{"op":"replace","path":"id","value":"mine"}]}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Id(user), Is.Not.EqualTo("mine"));
            Assert.That(user.GetProperty("meta").GetProperty("resourceType").GetString(), Is.EqualTo("User"));
            Assert.That(user.GetProperty("meta").GetProperty("version").GetString(), Is.Not.EqualTo("W/\"99\""));
            Assert.That(user.TryGetProperty("groups", out _), Is.False);
            Assert.That((await TestGateway.JsonOf(patched)).GetProperty("scimType").GetString(), Is.EqualTo(ScimType.Mutability));
        }
    }

    [TestCase("")]
    [TestCase("?attributes=userName")]
    [TestCase("?excludedAttributes=id,schemas,userName")]
    [Rfc("7643-3.1-05", "7643-3.1-10", "7643-7-12", "7644-3.4.2.5-03")]
    public async Task The_id_is_in_every_representation(string projection)
    {
        var id = await _gateway.CreateUserAsync($"represented{projection.Length}");

        var one = await _gateway.GetJsonAsync($"Users/{id}{projection}");

        Assert.That(Id(one), Is.EqualTo(id));
        Assert.That(Schemas(one), Is.Not.Empty);
        Assert.That(await CountAsync($"id eq \"{id.ToUpperInvariant()}\""), Is.Zero);
    }

    [Test]
    [Rfc("7643-3.1-06", "7643-3.1-09")]
    public async Task Ids_are_different_across_types()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            i % 2 == 0 ? PostAsync("Users", $$"""{"userName":"id-{{i}}","displayName":"I"}""") : PostAsync("Groups", $$"""{"displayName":"id-{{i}}"}""")));

        Assert.That(made.Select(Id), Is.Unique.And.None.Contains("bulkid").IgnoreCase);
    }

    [Test]
    [Rfc("7643-3.1-11", "7643-3.1-12")]
    public async Task An_externalId_is_the_clients_own()
    {
        var without = await PostAsync("Users", """{"userName":"nobodys","displayName":"N"}""");
        await PostAsync("Users", """{"userName":"twin","displayName":"T","externalId":"twin"}""");
        await PostAsync("Groups", """{"displayName":"twin","externalId":"twin"}""");

        Assert.That(without.TryGetProperty("externalId", out _), Is.False);
        Assert.That(await CountAsync("externalId eq \"twin\""), Is.EqualTo(1));
    }

    [Test]
    [Rfc("7643-3.1-16")]
    public async Task Meta_is_answered_by_default()
    {
        var id = await _gateway.CreateUserAsync("meta");

        Assert.That((await _gateway.GetJsonAsync($"Users/{id}")).TryGetProperty("meta", out _), Is.True);
        Assert.That((await _gateway.GetJsonAsync($"Users/{id}?attributes=userName")).TryGetProperty("meta", out _), Is.False);
    }

    [Test]
    [Rfc("7643-3.1-17", "7643-3.1-18")]
    public async Task The_times_of_a_resource_are_those_of_its_making_and_last_change()
    {
        var meta = (await PostAsync("Users", """{"userName":"timely","displayName":"T"}""")).GetProperty("meta");

        Assert.That(meta.GetProperty("created").GetDateTimeOffset().Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(meta.GetProperty("lastModified").GetString(), Is.EqualTo(meta.GetProperty("created").GetString()));
    }

    [Test]
    [Rfc("7643-4.1.1-03")]
    public async Task A_userName_has_no_case_and_keeps_it()
    {
        await PostAsync("Users", """{"userName":"CaseKept","displayName":"K"}""");

        using var second = await _gateway.SendAsync(HttpMethod.Post, "Users", """{"userName":"casekept","displayName":"K"}""");
        var found = await _gateway.GetJsonAsync("Users?filter=userName+eq+%22CASEKEPT%22");

        Assert.That((int)second.StatusCode, Is.EqualTo(409));
        Assert.That(found.GetProperty("Resources")[0].GetProperty("userName").GetString(), Is.EqualTo("CaseKept"));
    }

    [Test]
    [Rfc("7643-4.1.1-14")]
    public async Task What_was_not_given_is_not_made_up()
    {
        var user = await PostAsync("Users", """{"userName":"plain","displayName":"Plain"}""");

        Assert.That(user.TryGetProperty("nickName", out _), Is.False);
    }

    [Test]
    [Rfc("7643-2.3.7-01", "7643-2.3.7-03", "7644-1.3-01", "7644-7.5.2-02")]
    public async Task Addresses_lead_to_what_they_stand_for()
    {
        var manager = await PostAsync("Users", """{"userName":"manager","displayName":"M"}""");
        var user = await PostAsync("Users", $$$$"""{"userName":"managed","displayName":"U","{{{{Enterprise}}}}":{"manager":{"value":"{{{{Id(manager)}}}}"}}}""");
        var group = await PostAsync("Groups", $$"""{"displayName":"addresses","members":[{"value":"{{Id(user)}}"}]}""");
        var read = await _gateway.GetJsonAsync($"Users/{Id(user)}");
        (string Address, string Id)[] links =
        [
            (read.GetProperty("meta").GetProperty("location").GetString()!, Id(user)),
            (read.GetProperty(Enterprise).GetProperty("manager").GetProperty("$ref").GetString()!, Id(manager)),
            (read.GetProperty("groups")[0].GetProperty("$ref").GetString()!, Id(group)),
            ((await _gateway.GetJsonAsync($"Groups/{Id(group)}")).GetProperty("members")[0].GetProperty("$ref").GetString()!, Id(user)),
        ];

        foreach (var (address, id) in links)
        {
            Assert.That(Id(await _gateway.GetJsonAsync(address)), Is.EqualTo(id));
            Assert.That(address, Does.Not.Contain("?").And.Not.Contain("managed"));
        }
    }

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static IEnumerable<string> Schemas(JsonElement resource) => resource.GetProperty("schemas").EnumerateArray().Select(urn => urn.GetString()!);

    private async Task<int> CountAsync(string filter) =>
        (await _gateway.GetJsonAsync($"Users?count=0&filter={Uri.EscapeDataString(filter)}")).GetProperty("totalResults").GetInt32();

    private async Task<JsonElement> PostAsync(string endpoint, string body)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, endpoint, body);
        var resource = await TestGateway.JsonOf(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), resource.GetRawText());
        return resource;
    }
}
