using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.5.2 over HTTP, operation by operation.</summary>
public sealed class PatchConformanceTests
{
    private const string Phones = """{"phoneNumbers":[{"value":"1","type":"work"},{"value":"2","type":"home"}]}""";
    private const string Homes = """{"addresses":[{"type":"work","region":"N","locality":"A"},{"type":"work","region":"S","locality":"B"},{"type":"home","region":"W","locality":"C"}]}""";

    private TestGateway _gateway = null!;
    private int _users;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("""{"title":"a"}""", """{"op":"add","value":{"nickName":"n","phoneNumbers":[{"value":"1"}]}}""", "title,nickName,phoneNumbers", """{"title":"a","nickName":"n","phoneNumbers":[{"value":"1"}]}""", TestName = "without a path")]
    [TestCase("{}", """{"op":"add","path":"nickName","value":"n"}""", "nickName", """{"nickName":"n"}""", TestName = "where there was nothing")]
    [TestCase("""{"addresses":[{"type":"work","region":"N"}]}""", """{"op":"add","path":"addresses[type eq \"work\"]","value":{"locality":"A"}}""", "addresses", """{"addresses":[{"type":"work","region":"N","locality":"A"}]}""", TestName = "to an element")]
    [TestCase("""{"name":{"givenName":"G","familyName":"F"}}""", """{"op":"add","path":"name","value":{"givenName":"H"}}""", "name.givenName,name.familyName", """{"name":{"givenName":"H","familyName":"F"}}""", TestName = "to a complex attribute")]
    [TestCase(Phones, """{"op":"add","path":"phoneNumbers","value":[{"value":"3"}]}""", "phoneNumbers", """{"phoneNumbers":[{"value":"1","type":"work"},{"value":"2","type":"home"},{"value":"3"}]}""", TestName = "to several values")]
    [TestCase("""{"title":"a"}""", """{"op":"add","path":"title","value":"b"}""", "title", """{"title":"b"}""", TestName = "to one value")]
    [Rfc("7644-3.5-02", "7644-3.5.2.1-02", "7644-3.5.2.1-03", "7644-3.5.2.1-04", "7644-3.5.2.1-05", "7644-3.5.2.1-06")]
    public Task An_add(string before, string operations, string attributes, string after) => RequireAsync(before, operations, attributes, after);

    [TestCase("""{"title":"a"}""", """{"op":"remove","path":"title"}""", "title", "{}", TestName = "one value")]
    [TestCase(Phones, """{"op":"remove","path":"phoneNumbers"}""", "phoneNumbers", "{}", TestName = "all values")]
    [TestCase(Phones, """{"op":"remove","path":"phoneNumbers[value eq \"1\"]"}""", "phoneNumbers", """{"phoneNumbers":[{"value":"2","type":"home"}]}""", TestName = "what meets a filter")]
    [TestCase(Phones, """{"op":"remove","path":"phoneNumbers[type eq \"work\" or type eq \"home\"]"}""", "phoneNumbers", "{}", TestName = "the last of them")]
    [TestCase(Homes, """{"op":"remove","path":"addresses[type eq \"work\" and region eq \"N\"]"}""", "addresses", """{"addresses":[{"type":"work","region":"S","locality":"B"},{"type":"home","region":"W","locality":"C"}]}""", TestName = "elements by their parts")]
    [TestCase(Homes, """{"op":"remove","path":"addresses[type eq \"work\"].region"}""", "addresses", """{"addresses":[{"type":"work","locality":"A"},{"type":"work","locality":"B"},{"type":"home","region":"W","locality":"C"}]}""", TestName = "a part")]
    [Rfc("7644-3.5.2.2-02", "7644-3.5.2.2-03", "7644-3.5.2.2-04", "7644-3.5.2.2-05", "7644-3.5.2.2-06")]
    public Task A_remove(string before, string operations, string attributes, string after) => RequireAsync(before, operations, attributes, after);

    [TestCase("""{"title":"a","nickName":"n"}""", """{"op":"replace","value":{"title":"b"}}""", "title,nickName", """{"title":"b","nickName":"n"}""", TestName = "without a path")]
    [TestCase("""{"title":"a"}""", """{"op":"replace","path":"title","value":"b"}""", "title", """{"title":"b"}""", TestName = "of one value")]
    [TestCase(Phones, """{"op":"replace","path":"phoneNumbers","value":[{"value":"3"}]}""", "phoneNumbers", """{"phoneNumbers":[{"value":"3"}]}""", TestName = "of all values")]
    [TestCase("{}", """{"op":"replace","path":"nickName","value":"n"}""", "nickName", """{"nickName":"n"}""", TestName = "of nothing")]
    [TestCase("""{"name":{"givenName":"G","familyName":"F"}}""", """{"op":"replace","path":"name","value":{"givenName":"H"}}""", "name.givenName,name.familyName", """{"name":{"givenName":"H","familyName":"F"}}""", TestName = "of a complex attribute")]
    [TestCase(Homes, """{"op":"replace","path":"addresses[type eq \"home\"]","value":{"type":"other","region":"X"}}""", "addresses", """{"addresses":[{"type":"work","region":"N","locality":"A"},{"type":"work","region":"S","locality":"B"},{"type":"other","region":"X"}]}""", TestName = "of elements")]
    [TestCase(Homes, """{"op":"replace","path":"addresses[type eq \"work\"].region","value":"X"}""", "addresses", """{"addresses":[{"type":"work","region":"X","locality":"A"},{"type":"work","region":"X","locality":"B"},{"type":"home","region":"W","locality":"C"}]}""", TestName = "of a part in each element")]
    [Rfc("7644-3.5.2-04", "7644-3.5.2.3-01", "7644-3.5.2.3-02", "7644-3.5.2.3-03", "7644-3.5.2.3-04", "7644-3.5.2.3-05", "7644-3.5.2.3-06", "7644-3.5.2.3-07")]
    public Task A_replace(string before, string operations, string attributes, string after) => RequireAsync(before, operations, attributes, after);

    [Test]
    [Rfc("7644-3.5.2-12")]
    public Task Operations_follow_each_other() => RequireAsync(
        """{"title":"a"}""",
        """{"op":"replace","path":"title","value":"b"},{"op":"remove","path":"title"},{"op":"add","path":"nickName","value":"n"},{"op":"replace","path":"nickName","value":"m"}""",
        "title,nickName",
        """{"nickName":"m"}""");

    [TestCase("""{"op":"add","path":"phoneNumbers","value":[{"value":"1","type":"work"}]}""")]
    [TestCase("""{"op":"replace","path":"title","value":"a"}""")]
    [TestCase("""{"op":"remove","path":"nickName"}""")]
    [Rfc("7644-3.5.2.1-07", "7644-3.5.2.1-08")]
    public async Task What_changes_nothing_leaves_the_version_alone(string operations)
    {
        var id = await CreateAsync("""{"title":"a","phoneNumbers":[{"value":"1","type":"work"}]}""");
        var before = (await _gateway.GetJsonAsync($"Users/{id}")).GetProperty("meta").GetRawText();

        using var answer = await PatchAsync(id, operations);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That((await _gateway.GetJsonAsync($"Users/{id}")).GetProperty("meta").GetRawText(), Is.EqualTo(before));
    }

    [TestCase("""{"op":"remove"}""", ScimType.NoTarget)]
    [TestCase("""{"op":"remove","path":"userName"}""", ScimType.Mutability)]
    [TestCase("""{"op":"remove","path":"id"}""", ScimType.Mutability)]
    [TestCase("""{"op":"replace","path":"meta.created","value":"2026-01-01T00:00:00Z"}""", ScimType.Mutability)]
    [TestCase("""{"op":"add","path":"title"}""", ScimType.InvalidSyntax)]
    [TestCase("""{"op":"replace","path":"active","value":"maybe"}""", ScimType.InvalidValue)]
    [TestCase("""{"op":"move","path":"title","value":"x"}""", ScimType.InvalidSyntax)]
    [TestCase("""{"op":"replace","path":"phoneNumbers[0]","value":{"value":"1"}}""", ScimType.InvalidPath)]
    [TestCase("""{"op":"replace","path":"nothing","value":"x"}""", ScimType.InvalidPath)]
    [Rfc("7644-3.5.2-05", "7644-3.5.2-06", "7644-3.5.2-08", "7644-3.5.2-14", "7644-3.5.2-15", "7644-3.5.2-18", "7644-3.5.2.1-01", "7644-3.5.2.2-01", "7644-3.5.2.2-07")]
    public async Task What_cannot_be_done_is_refused_and_nothing_is(string operation, string scimType)
    {
        var id = await CreateAsync("""{"title":"a"}""");
        var before = (await _gateway.GetJsonAsync($"Users/{id}")).GetRawText();

        using var answer = await PatchAsync(id, $$"""{"op":"replace","path":"title","value":"changed"},{{operation}}""");

        var error = await TestGateway.JsonOf(answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(400));
            Assert.That(error.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.Error));
            Assert.That(error.GetProperty("status").GetString(), Is.EqualTo("400"));
            Assert.That(error.GetProperty("scimType").GetString(), Is.EqualTo(scimType));
            Assert.That(error.GetProperty("detail").GetString(), Is.Not.Empty);
            Assert.That((await _gateway.GetJsonAsync($"Users/{id}")).GetRawText(), Is.EqualTo(before));
        }
    }

    private async Task RequireAsync(string before, string operations, string attributes, string after)
    {
        var id = await CreateAsync(before);

        using var answer = await PatchAsync(id, operations);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
        var user = await _gateway.GetJsonAsync($"Users/{id}?attributes={attributes}");
        var found = user.EnumerateObject().Where(p => p.Name is not ("schemas" or "id")).ToDictionary(p => p.Name, p => p.Value);
        Assert.That(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(found), JsonSerializer.Deserialize<JsonElement>(after)), Is.True, user.GetRawText());
    }

    private async Task<string> CreateAsync(string attributes)
    {
        var rest = attributes == "{}" ? "" : $",{attributes[1..^1]}";
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"patched-{{_users++}}","displayName":"Patched"{{rest}}}""");
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private Task<HttpResponseMessage> PatchAsync(string id, string operations) =>
        _gateway.SendAsync(HttpMethod.Patch, $"Users/{id}", $$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""");
}
