using System.Security.Cryptography;
using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §2: types of values, multi-valued attributes, what has no value.</summary>
public sealed class ValueConformanceTests : ConformanceFixture
{
    [Test]
    [Rfc("7643-2.1-03")]
    public async Task Names_are_read_in_any_case_and_answered_as_the_schema_spells_them()
    {
        var user = await PostAsync("Users", $$$"""{"USERNAME":"{{{NewName()}}}","Emails":[{"VALUE":"a@example.com"}],"{{{ScimUrns.EnterpriseUser.ToUpperInvariant()}}}":{"DEPARTMENT":"Tours"}}""");

        var read = await GetAsync($"Users/{user.Id}?attributes=USERNAME,emails.VALUE,{ScimUrns.EnterpriseUser.ToLowerInvariant()}:Department");
        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"TITLE","value":"Captain"}""");

        Assert.That(user.Status, Is.EqualTo(201));
        Assert.That(read.Names, Is.EquivalentTo(new[] { "schemas", "id", "userName", "emails", ScimUrns.EnterpriseUser, Sample }).Or.EquivalentTo(new[] { "schemas", "id", "userName", "emails", ScimUrns.EnterpriseUser }));
        Assert.That(read.At("emails.0.value"), Is.EqualTo("a@example.com"));
        Assert.That(read.Find(ScimUrns.EnterpriseUser, "department")!.Value.GetString(), Is.EqualTo("Tours"));
        Assert.That(patched.At("title"), Is.EqualTo("Captain"));
        Assert.That(await FindAsync("Users", "TITLE eq \"captain\""), Is.EqualTo(new[] { user.Id }));
    }

    [TestCase("\"active\":1", "active")]
    [TestCase("\"active\":\"maybe\"", "active")]
    [TestCase($"\"{Sample}\":{{\"level\":1.5}}", "level")]
    [TestCase($"\"{Sample}\":{{\"level\":1e3}}", "level")]
    [TestCase($"\"{Sample}\":{{\"level\":true}}", "level")]
    [TestCase($"\"{Sample}\":{{\"score\":true}}", "score")]
    [TestCase($"\"{Sample}\":{{\"score\":\"much\"}}", "score")]
    [TestCase($"\"{Sample}\":{{\"hired\":\"2026-05-01\"}}", "hired")]
    [TestCase($"\"{Sample}\":{{\"hired\":\"2026-13-01T00:00:00Z\"}}", "hired")]
    [TestCase($"\"{Sample}\":{{\"badge\":\"%%%\"}}", "badge")]
    [TestCase("\"x509Certificates\":[{\"value\":\"%%%\"}]", "x509Certificates")]
    [TestCase("\"emails\":[{\"value\":{\"a\":1}}]", "emails")]
    [TestCase("\"emails\":[7]", "emails")]
    [TestCase("\"name\":\"Ann\"", "name")]
    [Rfc("7643-2.3.2-01", "7643-2.3.3-01", "7643-2.3.4-01", "7643-2.3.5-01", "7643-2.3.6-01", "7643-2.4-01", "7644-3.12-05", "7644-3.12-21")]
    public async Task A_value_that_isnt_of_its_type_is_refused_by_name(string member, string attribute)
    {
        var answer = await PostAsync("Users", $$$"""{"userName":"{{{NewName()}}}",{{{member}}}}""");

        Assert.That(answer.Refusal, Is.EqualTo((400, "invalidValue")));
        Assert.That(answer.Detail, Does.Contain(attribute));
    }

    [Test]
    [Rfc("7643-2.3.2-01", "7643-2.3.3-01", "7643-2.3.4-01", "7643-2.3.6-01", "7643-4.1.2-11")]
    public async Task Values_come_back_as_JSON_of_their_type()
    {
        var certificate = Convert.ToBase64String(RandomNumberGenerator.GetBytes(300));

        var user = await UserAsync($$"""
            "active":"True","x509Certificates":[{"value":"{{certificate}}"}],"{{Sample}}":{"level":7,"score":12.5,"hired":"2026-05-01T08:00:00+02:00"}
            """);

        Assert.That(user.Find("active")!.Value.GetRawText(), Is.EqualTo("true"));
        Assert.That(user.Find(Sample, "level")!.Value.GetRawText(), Is.EqualTo("7"));
        Assert.That(user.Find(Sample, "score")!.Value.GetRawText(), Is.EqualTo("12.5"));
        Assert.That(user.Find(Sample, "hired")!.Value.GetDateTimeOffset(), Is.EqualTo(new DateTimeOffset(2026, 5, 1, 6, 0, 0, TimeSpan.Zero)));
        Assert.That(user.At("x509Certificates.0.value"), Is.EqualTo(certificate));
    }

    [Test]
    [Rfc("7643-2.3.6-03", "7643-2.3.7-05", "7643-7-06")]
    public async Task Binary_values_and_references_compare_with_case()
    {
        var user = await UserAsync("""
            "profileUrl":"https://example.com/Ann","x509Certificates":[{"value":"QUJDREVG"}]
            """);

        Assert.That(await FindAsync("Users", "x509Certificates.value eq \"QUJDREVG\""), Is.EqualTo(new[] { user.Id }));
        Assert.That(await FindAsync("Users", "x509Certificates.value eq \"qUJDREVG\""), Is.Empty);
        Assert.That(await FindAsync("Users", "profileUrl eq \"https://example.com/Ann\""), Is.EqualTo(new[] { user.Id }));
        Assert.That(await FindAsync("Users", "profileUrl eq \"https://example.com/ann\""), Is.Empty);
    }

    [Test]
    [Rfc("7643-2.3.7-01", "7643-2.3.7-03", "7643-4.2-03", "7643-4.3-02")]
    public async Task Every_reference_leads_to_the_resource_whose_id_stands_beside_it()
    {
        var boss = await UserAsync();
        var user = await UserAsync($$$"""
            "{{{ScimUrns.EnterpriseUser}}}":{"manager":{"value":"{{{boss.Id}}}"}}
            """);
        var group = await GetAsync($"Groups/{(await GroupAsync(user.Id)).Id}");
        user = await GetAsync($"Users/{user.Id}");

        foreach (var reference in new[] { group.Find("members.0"), user.Find("groups.0"), user.Find(ScimUrns.EnterpriseUser, "manager") })
        {
            var address = new Uri(reference!.Value.GetProperty("$ref").GetString()!);
            var target = await GetAsync(address.AbsoluteUri);
            Assert.That((target.Status, target.Id), Is.EqualTo((200, reference.Value.GetProperty("value").GetString())));
        }

        Assert.That(group.At("members.0.type"), Is.EqualTo("User"));
    }

    [TestCase("Users/{0}")]
    [TestCase("{1}Users/{0}")]
    [Rfc("7643-2.3.7-02")]
    public async Task A_reference_names_the_same_member_whether_it_is_relative_or_absolute(string form)
    {
        var user = await UserAsync();
        var group = await GroupAsync();
        var reference = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, user.Id, Gateway.Client.BaseAddress);

        var answer = await PatchAsync($"Groups/{group.Id}", $$"""{"op":"add","path":"members","value":[{"$ref":"{{reference}}"}]}""");

        // Either the member that was meant or a refusal, never another one.
        Assert.That(
            answer.Status == 204 ? await MembersOfAsync(group.Id) : [answer.At("scimType")!],
            Is.EqualTo(new[] { answer.Status == 204 ? user.Id : "invalidValue" }));
    }

    [Test]
    [Rfc("7643-2.3.8-01", "7643-3-04")]
    public async Task The_order_of_members_and_of_schemas_means_nothing()
    {
        var user = await PostAsync("Users", $$"""
            {"{{ScimUrns.EnterpriseUser}}":{"department":"Tours"},"emails":[{"type":"work","value":"a@example.com"}],"userName":"{{NewName()}}",
             "schemas":["{{ScimUrns.EnterpriseUser}}","{{ScimUrns.User}}"]}
            """);

        var patched = await SendAsync("PATCH", $"Users/{user.Id}", $$"""{"Operations":[{"value":"Pilot","path":"title","op":"add"}],"schemas":["{{ScimUrns.PatchOp}}"]}""");

        Assert.That((user.Status, user.At("emails.0.value"), user.Find(ScimUrns.EnterpriseUser, "department")!.Value.GetString()), Is.EqualTo((201, "a@example.com", "Tours")));
        Assert.That(patched.At("title"), Is.EqualTo("Pilot"));
    }

    [Test]
    [Rfc("7643-2.4-04")]
    public async Task Two_primary_elements_are_refused_and_a_PATCH_leaves_one()
    {
        var refused = await PostAsync("Users", $$"""{"userName":"{{NewName()}}","emails":[{"value":"a@example.com","primary":true},{"value":"b@example.com","primary":true}]}""");
        var user = await UserAsync("""
            "emails":[{"value":"a@example.com","primary":true}]
            """);
        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"add","path":"emails","value":[{"value":"b@example.com","primary":true}]}""");

        Assert.That(refused.Refusal, Is.EqualTo((400, "invalidValue")));
        Assert.That(
            patched.Find("emails")!.Value.EnumerateArray().Where(e => e.TryGetProperty("primary", out var primary) && primary.GetBoolean()).Select(e => e.GetProperty("value").GetString()),
            Is.EqualTo(new[] { "b@example.com" }));
    }

    [Test]
    [Rfc("7643-2.4-05")]
    public async Task Primary_that_isnt_given_counts_as_false()
    {
        var user = await UserAsync("""
            "phoneNumbers":[{"value":"+49-170-1"}]
            """);

        Assert.That(await FindAsync("Users", "phoneNumbers[primary eq true]"), Does.Not.Contain(user.Id));
        Assert.That(await FindAsync("Users", "phoneNumbers[primary eq false]"), Does.Contain(user.Id));
    }

    [Test]
    [Rfc("7643-2.4-07")]
    public async Task An_element_made_through_a_value_path_has_the_type_that_the_path_names()
    {
        var user = await UserAsync();

        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"add","path":"emails[type eq \"work\"].value","value":"a@example.com"}""");

        Assert.That((patched.At("emails.0.type"), patched.At("emails.0.value")), Is.EqualTo(("work", "a@example.com")));
    }

    [Test]
    [Rfc("7643-2.4-08", "7644-3.5.2.1-07", "7644-3.5.2.1-08")]
    public async Task Adding_what_is_there_leaves_one_element_and_the_version_as_it_was()
    {
        var user = await UserAsync("""
            "emails":[{"value":"a@example.com","type":"work"}]
            """);

        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"add","path":"emails","value":[{"value":"a@example.com","type":"work"}]}""");

        Assert.That(patched.Status, Is.EqualTo(200));
        Assert.That(patched.Find("emails")!.Value.GetArrayLength(), Is.EqualTo(1));
        Assert.That((patched.At("meta.lastModified"), patched.At("meta.version")), Is.EqualTo((user.At("meta.lastModified"), user.At("meta.version"))));
    }

    [Test]
    [Rfc("7643-2.5-01", "7644-3.3-03", "7644-3.4.2.2-06")]
    public async Task Absent_null_and_an_empty_array_are_the_same()
    {
        var absent = await UserAsync();
        var empty = await UserAsync("""
            "title":null,"roles":[],"name":null
            """);

        Assert.That(empty.Names, Is.EquivalentTo(absent.Names));
        var named = await UserAsync("""
            "title":"Pilot","name":{"givenName":"Ann"}
            """);
        Assert.That(await FindAsync("Users", "title pr"), Does.Contain(named.Id).And.None.AnyOf(absent.Id, empty.Id));
        Assert.That(await FindAsync("Users", "name pr"), Does.Contain(named.Id).And.None.AnyOf(absent.Id, empty.Id));
        Assert.That(await FindAsync("Users", "roles pr"), Is.Empty);
    }

    [Test]
    [Rfc("7643-2.5-02")]
    public async Task Null_and_an_empty_array_clear()
    {
        var user = await UserAsync("""
            "title":"Pilot","roles":[{"value":"boss"}]
            """);

        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"title","value":null}""", """{"op":"replace","path":"roles","value":[]}""");

        Assert.That(patched.Status, Is.EqualTo(200), patched.Detail);
        Assert.That(patched.Names, Has.None.AnyOf("title", "roles"));
    }
}
