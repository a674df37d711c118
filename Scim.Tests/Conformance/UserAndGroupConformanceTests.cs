using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §4: what is special about a user's and a group's attributes.</summary>
public sealed class UserAndGroupConformanceTests : ConformanceFixture
{
    [TestCase("{}")]
    [TestCase("{\"userName\":\"\"}")]
    [TestCase("{\"userName\":null}")]
    [Rfc("7643-4.1.1-01", "7644-3.12-21")]
    public async Task A_user_without_a_userName_is_refused(string body)
    {
        var answer = await PostAsync("Users", body);

        Assert.That(answer.Refusal, Is.EqualTo((400, "invalidValue")));
        Assert.That(answer.Detail, Does.Contain("userName"));
    }

    [Test]
    [Rfc("7643-4.1.1-02", "7643-4.1.1-03", "7644-3.3-07", "7644-3.12-16", "7644-3.12-09", "7644-5-01", "9110-15.5.10-01")]
    public async Task A_userName_is_taken_in_any_case_and_shown_as_it_was_sent()
    {
        var name = $"Mixed-{NewName()}";
        var user = await PostAsync("Users", $$"""{"userName":"{{name}}"}""");
        var other = await UserAsync();

        var posted = await PostAsync("Users", $$"""{"userName":"{{name.ToUpperInvariant()}}"}""");
        var put = await SendAsync("PUT", $"Users/{other.Id}", $$"""{"userName":"{{name.ToLowerInvariant()}}"}""");
        var patched = await PatchAsync($"Users/{other.Id}", $$"""{"op":"replace","path":"userName","value":"{{name}}"}""");

        Assert.That(user.At("userName"), Is.EqualTo(name));
        Assert.That(new[] { posted.Refusal, put.Refusal, patched.Refusal }, Is.All.EqualTo((409, "uniqueness")));
        Assert.That(posted.Detail, Does.Contain("userName").And.Contain(name).IgnoreCase);
        Assert.That(await FindAsync("Users", $"userName eq \"{name.ToUpperInvariant()}\""), Is.EqualTo(new[] { user.Id }));
        Assert.That((await GetAsync($"Users/{other.Id}")).At("userName"), Is.EqualTo(other.At("userName")));
    }

    [Test]
    [Rfc("7643-4.1.1-07", "7643-7-11", "7643-7-13")]
    public async Task A_password_is_in_no_answer()
    {
        const string Secret = "never-to-be-seen-4711";
        var name = NewName();

        var made = await PostAsync("Users", $$$"""{"userName":"{{{name}}}","password":"{{{Secret}}}","{{{Sample}}}":{"secret":"{{{Secret}}}","never":"{{{Secret}}}"}}""");

        Assert.That(made.Status, Is.EqualTo(201));
        foreach (var answer in new[]
        {
            made,
            await GetAsync($"Users/{made.Id}"),
            await GetAsync($"Users/{made.Id}?attributes=password,{Sample}:secret,{Sample}:never"),
            await GetAsync("Users"),
            await PatchAsync($"Users/{made.Id}", $$"""{"op":"replace","path":"password","value":"{{Secret}}"}"""),
            await SendAsync("PUT", $"Users/{made.Id}", $$"""{"userName":"{{name}}","password":"{{Secret}}"}"""),
        })
        {
            Assert.That(answer.Body.GetRawText(), Does.Not.Contain(Secret).And.Not.Contain("\"password\":"));
        }
    }

    [Test]
    [Rfc("7643-4.1.1-11", "7643-4.1.1-12", "7643-4.1.1-09", "7643-9.2-01")]
    public async Task A_password_is_neither_kept_nor_passed_on()
    {
        const string Secret = "never-to-be-kept-4711";
        Gateway.Sandbox.ForgetCalls();

        await UserAsync($"\"password\":\"{Secret}\"");

        Assert.That(Gateway.Sandbox.Calls.Select(call => call.ToString()), Has.None.Contains(Secret));
        foreach (var file in Directory.EnumerateFiles(Gateway.Folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.That(await reader.ReadToEndAsync(), Does.Not.Contain(Secret), Path.GetFileName(file));
        }
    }

    [Test]
    [Rfc("7643-4.1.1-14")]
    public async Task A_nickName_is_never_made_up() => Assert.That((await UserAsync()).Has("nickName"), Is.False);

    [Test]
    [Rfc("7643-4.1.1-15")]
    public async Task Active_false_leaves_the_user_there_and_the_account_locked()
    {
        var user = await UserAsync();

        var patched = await PatchAsync($"Users/{user.Id}", """{"op":"replace","path":"active","value":false}""");

        Assert.That(patched.At("active"), Is.EqualTo("false"));
        Assert.That(Gateway.Sandbox.Read().User(user.At("userName")!)!.Active, Is.False);
        Assert.That(await FindAsync("Users", "active eq false"), Does.Contain(user.Id));
    }

    // Deviations that keep what a client sent: it would patch a rewritten value anew in each of its cycles.
    [Test]
    [Rfc("7643-4.1.2-01", "7643-4.1.2-02", "7643-4.1.2-04", "7643-4.1.2-05", "7643-4.1.2-07")]
    public async Task Mail_phone_chat_and_country_are_answered_as_they_were_sent()
    {
        var user = await UserAsync("""
            "emails":[{"value":"A@EXAMPLE.com"}],"phoneNumbers":[{"value":"0049 170 12345"}],"ims":[{"value":"Some One"}],"addresses":[{"country":"Germany"}]
            """);

        Assert.That(
            new[] { "emails.0.value", "phoneNumbers.0.value", "ims.0.value", "addresses.0.country" }.Select(user.At),
            Is.EqualTo(new[] { "A@EXAMPLE.com", "0049 170 12345", "Some One", "Germany" }));
        Assert.That(await FindAsync("Users", "emails.value eq \"a@example.com\""), Does.Contain(user.Id));
    }

    [TestCase("{}")]
    [TestCase("{\"displayName\":\"\"}")]
    [Rfc("7643-4.2-01")]
    public async Task A_group_without_a_displayName_is_refused(string body)
    {
        var group = await GroupAsync();

        Assert.That((await PostAsync("Groups", body)).Refusal, Is.EqualTo((400, "invalidValue")));
        Assert.That((await PatchAsync($"Groups/{group.Id}", """{"op":"remove","path":"displayName"}""")).Refusal, Is.EqualTo((400, "mutability")));
    }

    [Test]
    [Rfc("7643-4.2-02")]
    public async Task Members_come_and_go_and_are_never_edited()
    {
        var (ann, ben) = (await UserAsync(), await UserAsync());
        var group = await GroupAsync(ann.Id);

        var edited = await PatchAsync($"Groups/{group.Id}", $$"""{"op":"replace","path":"members[value eq \"{{ann.Id}}\"].value","value":"{{ben.Id}}"}""");
        var added = await PatchAsync($"Groups/{group.Id}", $$"""{"op":"add","path":"members","value":[{"value":"{{ben.Id}}"}]}""", $$"""{"op":"remove","path":"members[value eq \"{{ann.Id}}\"]"}""");

        Assert.That(edited.Refusal, Is.EqualTo((400, "mutability")));
        Assert.That(added.Status, Is.EqualTo(204), added.Detail);
        Assert.That(await MembersOfAsync(group.Id), Is.EqualTo(new[] { ben.Id }));
    }

    [Test]
    [Rfc("7643-4.3-02", "7643-4.3-03")]
    public async Task A_manager_that_comes_as_a_text_is_answered_as_an_object_and_its_name_is_read_only()
    {
        var (boss, user) = (await UserAsync(), await UserAsync());

        var patched = await PatchAsync($"Users/{user.Id}", $$"""{"op":"add","path":"{{ScimUrns.EnterpriseUser}}:manager","value":"{{boss.Id}}"}""");
        var named = await PatchAsync($"Users/{user.Id}", $$"""{"op":"replace","path":"{{ScimUrns.EnterpriseUser}}:manager.displayName","value":"x"}""");

        Assert.That(patched.Find(ScimUrns.EnterpriseUser, "manager", "value")!.Value.GetString(), Is.EqualTo(boss.Id));
        Assert.That(patched.Find(ScimUrns.EnterpriseUser, "manager", "$ref")!.Value.GetString(), Does.EndWith($"/Users/{boss.Id}"));
        Assert.That(named.Refusal, Is.EqualTo((400, "mutability")));
    }

    [Test]
    [Rfc("7643-4.1.1-06")]
    public async Task DisplayName_is_what_the_product_shows()
    {
        var user = await UserAsync("\"displayName\":\"Ann Archer\"");

        Assert.That(Gateway.Sandbox.Read().User(user.At("userName")!)!.DisplayName, Is.EqualTo("Ann Archer"));
    }
}
