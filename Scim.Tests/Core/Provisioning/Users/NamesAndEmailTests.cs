using System.Net;
using NUnit.Framework;
using Scim.Adapters.Jira.Sandbox;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Provisioning.Users;

[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class NamesAndEmailTests(string store) : UserFixture(store)
{
    [Test]
    public async Task The_login_name_is_the_userName_with_its_case_and_a_change_of_case_only_is_sent()
    {
        var id = (await Gateway.PostAsync("""{"userName":"Case.Sent","displayName":"Case"}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"case.Sent"}""");

        Assert.That(answer.Text("userName"), Is.EqualTo("case.Sent"));
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"name":"case.Sent"}""" }));
        Assert.That(Gateway.Sandbox.Read().User("case.sent")!.Name, Is.EqualTo("case.Sent"));
        Assert.That((await Gateway.FindNameAsync("CASE.SENT")).Found, Is.EqualTo(new[] { id }));
    }

    [Test]
    [Rfc("7643-3.1-13", "7644-6.2-01")]
    public async Task ExternalId_is_not_unique_and_is_compared_exactly()
    {
        var one = (await Gateway.PostAsync("""{"userName":"ext.one","externalId":"Nick"}""")).Id;
        var two = (await Gateway.PostAsync("""{"userName":"ext.two","externalId":"Nick"}""")).Id;
        var other = (await Gateway.PostAsync("""{"userName":"ext.three","externalId":"nick"}""")).Id;

        Assert.That((await Gateway.FindAsync("externalId eq \"Nick\"")).Found, Is.EquivalentTo(new[] { one, two }));
        Assert.That((await Gateway.FindAsync("externalId eq \"nick\"")).Found, Is.EqualTo(new[] { other }));
        Assert.That((await Gateway.FindAsync("externalId eq \"NICK\"")).Found, Is.Empty);
    }

    [TestCase("dn.a", """ "displayName":"Shown","name":{"formatted":"Formatted","givenName":"Given","familyName":"Family"} """, "Shown")]
    [TestCase("dn.b", """ "name":{"formatted":"Formatted","givenName":"Given","familyName":"Family"} """, "Formatted")]
    [TestCase("dn.c", """ "name":{"givenName":"Given","familyName":"Family"} """, "Given Family")]
    [TestCase("dn.d", """ "name":{"familyName":"Family"} """, "Family")]
    [TestCase("dn.e", """ "displayName":"  ","name":{"givenName":"Given"} """, "Given")]
    [TestCase("dn.f", """ "title":"Pilot" """, "dn.f")]
    [Rfc("7643-4.1.1-06")]
    public async Task The_display_name_is_displayName_else_name_formatted_else_given_and_family_else_userName(string name, string attributes, string expected)
    {
        _ = await Gateway.PostAsync($$"""{"userName":"{{name}}",{{attributes}}}""");

        Assert.That(Gateway.Sandbox.Read().User(name)!.DisplayName, Is.EqualTo(expected));
    }

    [Test]
    [Rfc("7643-4.1.1-05")]
    public async Task What_was_derived_is_derived_again_when_its_parts_change()
    {
        var id = (await Gateway.PostAsync("""{"userName":"derived","name":{"givenName":"Ann","familyName":"Lee"}}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        _ = await Gateway.PatchAsync(id, """{"op":"replace","path":"name.familyName","value":"Moss"}""");

        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"displayName":"Ann Moss"}""" }));
    }

    [Test]
    public async Task What_was_derived_from_the_userName_follows_a_rename_in_the_same_call()
    {
        var id = (await Gateway.PostAsync("""{"userName":"by.name"}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        _ = await Gateway.PatchAsync(id, """{"op":"replace","path":"userName","value":"by.other"}""");

        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"name":"by.other","displayName":"by.other"}""" }));
    }

    [Test]
    public async Task What_was_sent_is_not_derived_again()
    {
        var id = (await Gateway.PostAsync("""{"userName":"sent","displayName":"Ann L.","name":{"givenName":"Ann","familyName":"Lee"}}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        _ = await Gateway.PatchAsync(id, """{"op":"replace","path":"name.familyName","value":"Moss"}""");

        Assert.That(Gateway.SentBodies(), Is.Empty);
        Assert.That(Gateway.Sandbox.Read().User("sent")!.DisplayName, Is.EqualTo("Ann L."));
    }

    [TestCase("sp.a", "Mary Jane Watson", "Mary Jane", "Watson")]
    [TestCase("sp.b", "Madonna", null, "Madonna")]
    public async Task An_account_that_was_never_given_parts_shows_them_split_at_the_last_space(string name, string display, string? given, string family)
    {
        Gateway.Sandbox.AddUser(name, display, $"{name}@example.com");

        var id = (await Gateway.FindNameAsync(name)).Found.Single();
        var seen = await Gateway.ReadAsync(id);
        var renamed = await Gateway.PatchAsync(id, """{"op":"replace","path":"displayName","value":"New Name"}""");

        Assert.That(
            (seen.Text("name", "formatted"), seen.Text("name", "givenName"), seen.Text("name", "familyName")), Is.EqualTo((display, given, family)));
        Assert.That(
            (renamed.Text("name", "formatted"), renamed.Text("name", "givenName"), renamed.Text("name", "familyName")),
            Is.EqualTo(("New Name", "New", "Name")));
    }

    [Test]
    public async Task Parts_that_an_adopting_body_leaves_out_follow_its_display_name_and_parts_that_it_gives_stay()
    {
        Gateway.Sandbox.AddUser("parts.out", "Old Name", "out@example.com");
        Gateway.Sandbox.AddUser("parts.in", "Old Name", "in@example.com");

        var without = await Gateway.PostAsync("""{"userName":"parts.out","displayName":"New Name"}""");
        var with = await Gateway.PostAsync("""{"userName":"parts.in","displayName":"New Name","name":{"familyName":"Given"}}""");

        Assert.That((without.Text("name", "formatted"), without.Text("name", "givenName")), Is.EqualTo(("New Name", "New")));
        Assert.That((with.Text("name", "formatted"), with.Text("name", "familyName")), Is.EqualTo((default(string), "Given")));
    }

    [TestCase("em.a", """[{"value":"w@x.org","type":"work"},{"value":"p@x.org","type":"home","primary":true}]""", "p@x.org")]
    [TestCase("em.b", """[{"value":"h@x.org","type":"home"},{"value":"w@x.org","type":"Work"}]""", "w@x.org")]
    [TestCase("em.c", """[{"value":"h@x.org","type":"home"},{"value":"o@x.org","type":"other"}]""", "h@x.org")]
    public async Task The_address_is_the_primary_one_else_the_one_for_work_else_the_first(string name, string emails, string expected)
    {
        _ = await Gateway.PostAsync($$"""{"userName":"{{name}}","emails":{{emails}}}""");

        Assert.That(Gateway.Sandbox.Read().User(name)!.Email, Is.EqualTo(expected));
    }

    [TestCase("nobody.mail", "nobody.mail@users.invalid")]
    [TestCase("some@example.com", "some@example.com")]
    public async Task Without_an_address_one_is_made_up_and_hidden_while_the_product_has_just_that(string name, string made)
    {
        var answer = await Gateway.PostAsync($$"""{"userName":"{{name}}"}""");
        var read = await Gateway.ReadAsync(answer.Id);
        await Gateway.ChangeInProductAsync(name, """{"emailAddress":"real@example.com"}""");
        var after = await Gateway.ReadAsync(answer.Id);

        Assert.That((answer.Emails.Length, read.Emails.Length), Is.EqualTo((0, 0)));
        Assert.That(Gateway.Sandbox.Calls.Select(c => c.Body), Has.None.Contains(made));
        Assert.That(after.Emails, Is.EqualTo(new[] { "real@example.com" }));
    }

    [Test]
    public async Task The_made_up_address_is_what_the_configuration_says()
    {
        await using var gateway = await StartAnotherAsync("--Scim:Users:EmailFallback={userName}@corp.example");

        _ = await gateway.CreateUserAsync("ann");

        Assert.That(gateway.Sandbox.Read().User("ann")!.Email, Is.EqualTo("ann@corp.example"));
    }

    [Test]
    public async Task Removing_the_address_sends_the_made_up_one()
    {
        var id = (await Gateway.PostAsync("""{"userName":"removed","displayName":"R","emails":[{"value":"r@example.com","type":"work"}]}""")).Id;
        Gateway.Sandbox.ForgetCalls();

        var answer = await Gateway.PatchAsync(id, """{"op":"remove","path":"emails"}""");

        Assert.That(answer.Emails, Is.Empty);
        Assert.That(Gateway.SentBodies(), Is.EqualTo(new[] { """{"emailAddress":"removed@users.invalid"}""" }));
        Assert.That((await Gateway.ReadAsync(id)).Emails, Is.Empty);
    }

    [TestCase(JiraEmailVisibility.Masked)]
    [TestCase(JiraEmailVisibility.Hidden)]
    public async Task An_address_that_the_product_masks_or_hides_is_never_a_change(JiraEmailVisibility visibility)
    {
        await using var gateway = await GatewayOn.StartAsync(Store, new JiraSandboxOptions { EmailVisibility = visibility });
        var created = await gateway.PostAsync("""{"userName":"ann","displayName":"Ann","emails":[{"value":"ann@example.com","type":"work"}]}""");

        var read = await gateway.ReadAsync(created.Id);
        var patched = await gateway.PatchAsync(created.Id, """{"op":"replace","path":"displayName","value":"Anna"}""");
        gateway.Sandbox.ForgetCalls();
        var changed = await gateway.PatchAsync(created.Id, """{"op":"replace","path":"emails[type eq \"work\"].value","value":"new@example.com"}""");

        Assert.That(read.Version, Is.EqualTo(created.Version));
        Assert.That((read.Emails.Single(), patched.Emails.Single()), Is.EqualTo(("ann@example.com", "ann@example.com")));
        Assert.That(changed.Emails, Is.EqualTo(new[] { "new@example.com" }));
        Assert.That(gateway.SentBodies(), Is.EqualTo(new[] { """{"emailAddress":"new@example.com"}""" }));
        Assert.That((await gateway.ReadAsync(created.Id)).Emails, Is.EqualTo(new[] { "new@example.com" }));
    }

    [Test]
    public async Task A_userName_cannot_be_taken_away()
    {
        var id = await Gateway.CreateUserAsync("required");

        var answer = await Gateway.PatchAsync(id, """{"op":"remove","path":"userName"}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.ScimType, Is.EqualTo("mutability").Or.EqualTo("invalidValue"));
        Assert.That((await Gateway.ReadAsync(id)).Text("userName"), Is.EqualTo("required"));
    }
}
