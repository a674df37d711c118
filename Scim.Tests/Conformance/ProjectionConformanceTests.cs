using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.9 and §3.10: <c>attributes</c> and <c>excludedAttributes</c> everywhere.</summary>
public sealed class ProjectionConformanceTests : ConformanceFixture
{
    private const string Members = $$"""
        "name":{"givenName":"Ann","familyName":"Archer"},"title":"Pilot","emails":[{"value":"a@example.com","type":"work"}],"{{ScimUrns.EnterpriseUser}}":{"department":"Tours","division":"Div"}
        """;

    [TestCase("GET")]
    [TestCase("LIST")]
    [TestCase("SEARCH")]
    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("PATCH")]
    [Rfc("7644-3.4.2.5-01", "7644-3.9-01", "7644-3.9-03")]
    public async Task Both_work_on_every_request(string kind)
    {
        var asked = await AskAsync(kind, "attributes=userName");
        var excluded = await AskAsync(kind, "excludedAttributes=emails,name.familyName");

        Assert.That(asked.Names, Is.EquivalentTo(new[] { "schemas", "id", "userName" }));
        Assert.That(excluded.Names, Is.SupersetOf(new[] { "schemas", "id", "userName", "title", "meta" }));
        Assert.That((excluded.Has("emails"), excluded.At("name")), Is.EqualTo((false, "{\"givenName\":\"Ann\"}")));
    }

    [Test]
    [Rfc("7644-3.9-02", "7644-3.4.2.5-02", "7644-3.10-02")]
    public async Task Names_are_in_attribute_notation()
    {
        var user = await UserAsync(Members);

        var parts = await GetAsync($"Users/{user.Id}?attributes=name.givenName,%20emails.value&attributes=title");
        var extension = await GetAsync($"Users/{user.Id}?attributes={ScimUrns.EnterpriseUser}:department");
        var qualified = await GetAsync($"Users/{user.Id}?attributes={ScimUrns.User}:title");

        Assert.That((parts.At("name"), parts.At("emails"), parts.At("title")), Is.EqualTo(("{\"givenName\":\"Ann\"}", "[{\"value\":\"a@example.com\"}]", "Pilot")));
        Assert.That(extension.Find([ScimUrns.EnterpriseUser])!.Value.GetRawText(), Is.EqualTo("{\"department\":\"Tours\"}"));
        Assert.That(qualified.At("title"), Is.EqualTo("Pilot"));
    }

    [Test]
    [Rfc("7644-3.9-04")]
    public async Task The_two_exclude_each_other() =>
        Assert.That((await GetAsync("Users?attributes=userName&excludedAttributes=emails")).Refusal, Is.EqualTo((400, "invalidValue")));

    [Test]
    [Rfc("7644-3.4.2.5-03")]
    public async Task Members_can_be_left_out_and_id_and_schemas_cannot()
    {
        var group = await GroupAsync((await UserAsync()).Id);

        var one = await GetAsync($"Groups/{group.Id}?excludedAttributes=id,schemas,members");
        var list = await GetAsync("Groups?excludedAttributes=id,schemas,members");

        Assert.That(one.Names, Is.SupersetOf(new[] { "id", "schemas" }).And.None.EqualTo("members"));
        Assert.That((list.Has("Resources.0.id"), list.Has("Resources.0.schemas"), list.Has("Resources.0.members")), Is.EqualTo((true, true, false)));
    }

    private async Task<GatewayAnswer> AskAsync(string kind, string query)
    {
        var user = await UserAsync(Members);
        var (name, value) = query.Split('=') is [var parameter, var names] ? (parameter, string.Join("\",\"", names.Split(','))) : default;
        var body = $$$"""{"userName":"{{{user.At("userName")}}}",{{{Members}}}}""";
        return kind switch
        {
            "GET" => await GetAsync($"Users/{user.Id}?{query}"),
            "LIST" => First(await GetAsync($"Users?filter=id+eq+%22{user.Id}%22&{query}")),
            "SEARCH" => First(await PostAsync("Users/.search", $$"""{"schemas":["{{ScimUrns.SearchRequest}}"],"filter":"id eq \"{{user.Id}}\"","{{name}}":["{{value}}"]}""")),
            "POST" => await PostAsync($"Users?{query}", $$$"""{"userName":"{{{NewName()}}}",{{{Members}}}}"""),
            "PUT" => await SendAsync("PUT", $"Users/{user.Id}?{query}", body),
            _ => await PatchAsync($"Users/{user.Id}?{query}", """{"op":"replace","path":"nickName","value":"Nick"}"""),
        };

        static GatewayAnswer First(GatewayAnswer list) => list with { Body = list.Body.GetProperty("Resources")[0] };
    }
}
