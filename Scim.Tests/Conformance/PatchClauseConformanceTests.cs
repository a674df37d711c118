using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.5.2 by clause, for a client that is known to keep to the RFC.</summary>
public sealed class PatchClauseConformanceTests : ConformanceFixture
{
    private const string Mails = """
        "title":"Pilot","name":{"givenName":"Ann","familyName":"Archer"},
        "emails":[{"value":"work@example.com","type":"work","primary":true},{"value":"home@example.com","type":"home"}]
        """;

    private protected override string[] Settings => ["--Scim:Dialect=strict"];

    [TestCase("""{"Operations":[{"op":"add","path":"title","value":"x"}],"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":{}}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"path":"title","value":"x"}]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"move","path":"title","value":"x"}]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":1,"path":"title","value":"x"}]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","op":"remove","path":"title","value":"x"}]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"test","path":"title","value":"Pilot"}]}""")]
    [TestCase("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"copy","from":"title","path":"nickName"}]}""")]
    [Rfc("7644-3.5.2-01", "7644-3.5.2-02", "7644-3.5.2-03", "7644-3.5.2-18", "7644-3.12-18", "7644-3.5.2-15")]
    public async Task A_body_that_is_no_PATCH_is_refused(string body)
    {
        var user = await UserAsync(Mails);

        var answer = await SendAsync("PATCH", $"Users/{user.Id}", body);

        Assert.That((answer.Status, answer.At("schemas.0"), answer.At("status")), Is.EqualTo((400, ScimUrns.Error, "400")));
        Assert.That(answer.At("scimType"), Is.EqualTo("invalidSyntax"));
        Assert.That((await GetAsync($"Users/{user.Id}")).Body.GetRawText(), Is.EqualTo(user.Body.GetRawText()));
    }

    [TestCase("""{"op":"replace","path":"meta.created","value":"2001-01-01T00:00:00Z"}""", "mutability")]
    [TestCase("""{"op":"replace","path":"active","value":"maybe"}""", "invalidValue")]
    [TestCase("""{"op":"replace","path":"name","value":"x"}""", "invalidValue")]
    [TestCase("""{"op":"add","path":"name","value":"x"}""", "invalidValue")]
    [TestCase("""{"op":"add","path":"title"}""", "invalidSyntax")]
    [TestCase("""{"op":"replace","value":"x"}""", "invalidValue")]
    [TestCase("""{"op":"remove"}""", "noTarget")]
    [TestCase("""{"op":"remove","path":"userName"}""", "mutability")]
    [TestCase("""{"op":"remove","path":"id"}""", "mutability")]
    [TestCase("""{"op":"remove","path":"groups"}""", "mutability")]
    [TestCase("""{"op":"replace","path":"emails[type eq \"pager\"].value","value":"x@example.com"}""", "noTarget")]
    [TestCase("""{"op":"add","path":"emails[0]","value":{"value":"x@example.com"}}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"/emails","value":[{"value":"x@example.com"}]}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"emails[type eq","value":"x"}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"a..b","value":"x"}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"1x","value":"x"}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"nothing","value":"x"}""", "invalidPath")]
    [TestCase("""{"op":"add","path":"department","value":"x"}""", "invalidPath")]
    [Rfc(
        "7644-3.5.2-04", "7644-3.5.2-05", "7644-3.5.2-06", "7644-3.5.2-08", "7644-3.5.2-09", "7644-3.5.2-14", "7644-3.5.2-15", "7644-3.5.2-18", "7644-3.5.2.1-01",
        "7644-3.5.2.1-04", "7644-3.5.2.2-01", "7644-3.5.2.2-07", "7644-3.5.2.3-01", "7644-3.5.2.3-08", "7644-3.12-17", "7644-3.12-19", "7644-3.12-20", "7644-3.12-21")]
    public async Task An_operation_that_cannot_be_is_refused_with_all_before_it(string operation, string scimType)
    {
        var user = await UserAsync(Mails);
        Gateway.Sandbox.ForgetCalls();

        var answer = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"displayName","value":"Other"}""", """{"op":"add","path":"nickName","value":"Nick"}""", operation);

        Assert.That(answer.Refusal, Is.EqualTo((400, scimType)), answer.Detail);
        Assert.That((answer.At("schemas.0"), answer.At("status"), answer.Detail!.Length > 0), Is.EqualTo((ScimUrns.Error, "400", true)));
        Assert.That(Gateway.Sandbox.Calls.Where(call => call.Method != "GET"), Is.Empty);
        var read = await GetAsync($"Users/{user.Id}");
        Assert.That((read.Body.GetRawText(), read.Headers["ETag"]), Is.EqualTo((user.Body.GetRawText(), user.Headers["ETag"])));
    }

    [TestCase("name.familyName")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:nickName")]
    [TestCase("emails[type eq \\\"work\\\"].display")]
    [TestCase("emails[type eq \\\"work\\\" and value ew \\\"example.com\\\"].display")]
    [TestCase("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")]
    [Rfc("7644-3.5.2-04", "7644-3.5.2-09")]
    public async Task A_path_leads_to_an_attribute_a_part_of_it_or_an_element(string path)
    {
        var user = await UserAsync(Mails);

        var answer = await PatchAsync($"Users/{user.Id}", $$"""{"op":"add","path":"{{path}}","value":"marker-{{path.Length}}"}""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Detail);
        Assert.That(answer.Body.GetRawText(), Does.Contain($"\"marker-{path.Length}\""));
    }

    [Test]
    [Rfc("7644-3.5.2-05", "7644-3.5.2.1-02", "7644-3.5.2.1-05", "7644-3.5.2.3-01")]
    public async Task Without_a_path_the_value_names_the_attributes()
    {
        var user = await UserAsync(Mails);

        var added = await PatchAsync($"Users/{user.Id}", """{"op":"add","value":{"title":"Captain","emails":[{"value":"new@example.com","type":"other"}]}}""");
        var replaced = await PatchAsync($"Users/{user.Id}", """{"op":"replace","value":{"title":"Admiral"}}""");

        Assert.That((added.At("title"), added.Find("emails")!.Value.GetArrayLength()), Is.EqualTo(("Captain", 3)));
        Assert.That((replaced.At("title"), replaced.At("emails"), replaced.At("name")), Is.EqualTo(("Admiral", added.At("emails"), added.At("name"))));
    }

    [Test]
    [Rfc("7644-3.5.2-10")]
    public async Task A_schema_that_one_operation_takes_away_the_next_can_bring_back()
    {
        var user = await UserAsync($$"""
            "{{ScimUrns.EnterpriseUser}}":{"department":"Tours"}
            """);

        var answer = await PatchAsync(
            $"Users/{user.Id}",
            $$"""{"op":"remove","path":"{{ScimUrns.EnterpriseUser}}:department"}""",
            $$"""{"op":"add","path":"{{ScimUrns.EnterpriseUser}}:division","value":"Div"}""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Detail);
        Assert.That(answer.Find("schemas")!.Value.EnumerateArray().Select(urn => urn.GetString()), Does.Contain(ScimUrns.EnterpriseUser));
        Assert.That(answer.Find([ScimUrns.EnterpriseUser])!.Value.GetRawText(), Is.EqualTo("{\"division\":\"Div\"}"));
    }

    [Test]
    [Rfc("7644-3.5.2-12")]
    public async Task Each_operation_works_on_what_the_one_before_has_left()
    {
        var user = await UserAsync();
        var group = await GroupAsync();

        var title = await PatchAsync($"Users/{user.Id}",
            """{"op":"add","path":"title","value":"a"}""", """{"op":"replace","path":"title","value":"b"}""", """{"op":"remove","path":"title"}""", """{"op":"add","path":"nickName","value":"c"}""");
        var member = await PatchAsync($"Groups/{group.Id}",
            $$"""{"op":"add","path":"members","value":[{"value":"{{user.Id}}"}]}""", $$"""{"op":"remove","path":"members[value eq \"{{user.Id}}\"]"}""");

        Assert.That((title.Has("title"), title.At("nickName"), member.Status), Is.EqualTo((false, "c", 204)));
        Assert.That(await MembersOfAsync(group.Id), Is.Empty);
    }

    [Test]
    [Rfc("7644-3.5.2-13", "7643-2.4-04")]
    public async Task A_new_primary_element_is_the_only_one()
    {
        var user = await UserAsync(Mails);

        var answer = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}""");

        Assert.That(
            answer.Find("emails")!.Value.EnumerateArray().Where(e => e.TryGetProperty("primary", out var primary) && primary.GetBoolean()).Select(e => e.GetProperty("type").GetString()),
            Is.EqualTo(new[] { "home" }));
        Assert.That(Gateway.Sandbox.Read().User(user.At("userName")!)!.Email, Is.EqualTo("home@example.com"));
    }

    [Test]
    [Rfc("7644-3.5.2-16", "7644-3.5.2-17", "7644-3.1-03")]
    public async Task Success_is_the_whole_resource_or_nothing_and_what_was_asked_for()
    {
        var user = await UserAsync(Mails);
        var group = await GroupAsync(user.Id);

        var whole = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"title","value":"Captain"}""");
        var none = await PatchAsync($"Groups/{group.Id}", """{"op":"add","path":"externalId","value":"x"}""");
        var asked = await PatchAsync($"Groups/{group.Id}?attributes=displayName", """{"op":"add","path":"externalId","value":"y"}""");

        Assert.That((whole.Status, whole.Body.GetRawText()), Is.EqualTo((200, (await GetAsync($"Users/{user.Id}")).Body.GetRawText())));
        Assert.That(none.Status, Is.EqualTo(204));
        Assert.That(asked.Status, Is.EqualTo(200));
        Assert.That(asked.Names, Is.EquivalentTo(new[] { "schemas", "id", "displayName" }));
    }

    [Test]
    [Rfc("7644-3.5.2.1-03", "7644-3.5.2.1-04", "7644-3.5.2.1-05", "7644-3.5.2.1-06", "7644-3.5.2.3-02", "7644-3.5.2.3-04", "7644-3.5.2.3-05")]
    public async Task Add_and_replace_by_kind_of_attribute()
    {
        var user = await UserAsync(Mails);

        var answer = await PatchAsync(
            $"Users/{user.Id}",
            """{"op":"add","path":"nickName","value":"Nick"}""",
            """{"op":"add","path":"name","value":{"middleName":"M"}}""",
            """{"op":"replace","path":"name","value":{"givenName":"Anna"}}""",
            """{"op":"add","path":"emails","value":[{"value":"new@example.com","type":"other"}]}""",
            """{"op":"add","path":"title","value":"Captain"}""",
            """{"op":"replace","path":"userType","value":"Crew"}""");

        Assert.That((answer.At("nickName"), answer.At("title"), answer.At("userType")), Is.EqualTo(("Nick", "Captain", "Crew")), answer.Detail);
        Assert.That((answer.At("name.givenName"), answer.At("name.middleName"), answer.At("name.familyName")), Is.EqualTo(("Anna", "M", "Archer")));
        Assert.That(answer.Find("emails")!.Value.EnumerateArray().Select(e => e.GetProperty("type").GetString()), Is.EqualTo(new[] { "work", "home", "other" }));
        Assert.That((await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"title","value":"Admiral"}""")).At("title"), Is.EqualTo("Admiral"));
    }

    [Test]
    [Rfc("7644-3.5.2.2-02", "7644-3.5.2.2-03", "7644-3.5.2.2-04", "7644-3.5.2.2-05", "7644-3.5.2.2-06")]
    public async Task Remove_by_kind_of_target()
    {
        var user = await UserAsync($$"""
            {{Mails}},"addresses":[{"type":"work","region":"R","country":"C"}],"roles":[{"value":"boss"}]
            """);

        var answer = await PatchAsync(
            $"Users/{user.Id}",
            """{"op":"remove","path":"title"}""",
            """{"op":"remove","path":"roles"}""",
            """{"op":"remove","path":"emails[type eq \"work\" and value ew \"example.com\"]"}""",
            """{"op":"remove","path":"addresses[type eq \"work\"].region"}""");
        var last = await PatchAsync($"Users/{user.Id}", """{"op":"remove","path":"emails[type eq \"home\"]"}""");

        Assert.That(answer.Names, Has.None.AnyOf("title", "roles"), answer.Detail);
        Assert.That(answer.Find("emails")!.Value.EnumerateArray().Select(e => e.GetProperty("type").GetString()), Is.EqualTo(new[] { "home" }));
        Assert.That((answer.Has("addresses.0.region"), answer.At("addresses.0.country")), Is.EqualTo((false, "C")));
        Assert.That(last.Has("emails"), Is.False);
        Assert.That(await FindAsync("Users", "title pr"), Does.Not.Contain(user.Id));
    }

    [Test]
    [Rfc("7644-3.5.2.2-03", "7644-3.5.2.2-04", "7644-3.5.2.2-08", "7644-3.5.2.1-07", "7644-3.5.2.1-08", "7644-3.5.2.3-03")]
    public async Task Members_are_removed_one_by_one_or_all_and_replaced_as_a_whole()
    {
        var (ann, ben, cleo) = (await UserAsync(), await UserAsync(), await UserAsync());
        var group = await GroupAsync(ann.Id, ben.Id);

        var stranger = await PatchAsync($"Groups/{group.Id}", $$"""{"op":"remove","path":"members[value eq \"{{cleo.Id}}\"]"}""");
        var present = await PatchAsync($"Groups/{group.Id}", $$"""{"op":"add","path":"members","value":[{"value":"{{ben.Id}}"}]}""");
        Assert.That((stranger.Status, stranger.Headers["ETag"], present.Headers["ETag"]), Is.EqualTo((204, group.Headers["ETag"], group.Headers["ETag"])));
        Assert.That(await MembersOfAsync(group.Id), Is.EquivalentTo(new[] { ann.Id, ben.Id }));

        await PatchAsync($"Groups/{group.Id}", $$"""{"op":"remove","path":"members[value eq \"{{ann.Id}}\"]"}""");
        Assert.That(await MembersOfAsync(group.Id), Is.EqualTo(new[] { ben.Id }));

        await PatchAsync($"Groups/{group.Id}", $$"""{"op":"replace","path":"members","value":[{"value":"{{ann.Id}}"},{"value":"{{cleo.Id}}"}]}""");
        Assert.That(await MembersOfAsync(group.Id), Is.EquivalentTo(new[] { ann.Id, cleo.Id }));

        await PatchAsync($"Groups/{group.Id}", """{"op":"remove","path":"members"}""");
        Assert.That(await MembersOfAsync(group.Id), Is.Empty);
    }

    [Test]
    [Rfc("7644-3.5.2.3-03", "7644-3.5.2.3-06", "7644-3.5.2.3-07")]
    public async Task Replace_with_a_filter_reaches_every_element_that_matches_and_no_other()
    {
        var user = await UserAsync("""
            "addresses":[{"type":"work","locality":"A","streetAddress":"1"},{"type":"work","locality":"B","streetAddress":"2"},{"type":"home","locality":"C","streetAddress":"3"}]
            """);

        var part = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"new"}""");
        var whole = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","locality":"Z"}}""");
        var all = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"addresses","value":[{"type":"other","locality":"Y"}]}""");

        Assert.That(Of(part, "streetAddress"), Is.EqualTo(new[] { "new", "new", "3" }));
        Assert.That(Of(part, "locality"), Is.EqualTo(new[] { "A", "B", "C" }));
        Assert.That(Of(whole, "locality").Where(place => place != "Z"), Is.EqualTo(new[] { "C" }));
        Assert.That(Of(all, "locality"), Is.EqualTo(new[] { "Y" }));

        static IEnumerable<string> Of(GatewayAnswer answer, string name) =>
            answer.Find("addresses")!.Value.EnumerateArray().Select(address => address.TryGetProperty(name, out var value) ? value.GetString()! : "");
    }
}
