using NUnit.Framework;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §7: mutability, returned and uniqueness are what they say, also of attributes that no RFC knows.</summary>
public sealed class CharacteristicConformanceTests : ConformanceFixture
{
    [Test]
    [Rfc("7643-7-10", "7644-3.12-17")]
    public async Task An_immutable_attribute_takes_a_first_value_and_no_second()
    {
        var user = await UserAsync();

        var first = await PatchAsync($"Users/{user.Id}", $$"""{"op":"add","path":"{{Sample}}:key","value":"one"}""");
        var second = await PatchAsync($"Users/{user.Id}", $$"""{"op":"replace","path":"{{Sample}}:key","value":"two"}""");

        Assert.That(first.Find(Sample, "key")!.Value.GetString(), Is.EqualTo("one"));
        Assert.That(second.Refusal, Is.EqualTo((400, "mutability")));
        Assert.That((await GetAsync($"Users/{user.Id}")).Find(Sample, "key")!.Value.GetString(), Is.EqualTo("one"));
    }

    [Test]
    [Rfc("7643-7-11")]
    public async Task A_writeOnly_attribute_is_never_answered()
    {
        var user = await UserAsync($$"""
            "{{Sample}}":{"secret":"s","plain":"p"}
            """);

        Assert.That(user.Find(Sample, "plain"), Is.Not.Null);
        Assert.That(user.Find(Sample, "secret"), Is.Null);
        Assert.That((await GetAsync($"Users/{user.Id}?attributes={Sample}:secret")).Find(Sample, "secret"), Is.Null);
    }

    [TestCase("?attributes=title")]
    [TestCase($"?excludedAttributes={Sample}:always,{Sample}")]
    [TestCase("")]
    [Rfc("7643-7-12")]
    public async Task What_is_returned_always_comes_whatever_is_asked(string query)
    {
        var user = await UserAsync($$"""
            "{{Sample}}":{"always":"here","plain":"p"}
            """);

        Assert.That((await GetAsync($"Users/{user.Id}{query}")).Find(Sample, "always")?.GetString(), Is.EqualTo("here"));
    }

    [Test]
    [Rfc("7643-7-13")]
    public async Task What_is_returned_never_comes_under_no_condition()
    {
        var user = await UserAsync($$"""
            "{{Sample}}":{"never":"n","plain":"p"}
            """);

        Assert.That(user.Find(Sample, "never"), Is.Null);
        Assert.That((await GetAsync($"Users/{user.Id}?attributes={Sample}:never,{Sample}")).Find(Sample, "never"), Is.Null);
    }

    [Test]
    [Rfc("7643-7-14", "7644-3.4-01")]
    public async Task What_is_returned_by_default_comes_unless_others_are_named()
    {
        var user = await UserAsync("\"title\":\"Pilot\",\"nickName\":\"Nick\"");

        var plain = await GetAsync($"Users/{user.Id}");

        Assert.That(plain.Names, Is.SupersetOf(new[] { "schemas", "id", "userName", "title", "nickName", "active", "meta" }));
        Assert.That((await GetAsync($"Users/{user.Id}?attributes=userName")).Has("title"), Is.False);
    }

    [Test]
    [Rfc("7643-7-15")]
    public async Task What_is_returned_on_request_comes_after_the_write_that_gave_it_and_else_only_when_it_is_named()
    {
        var user = await UserAsync($$"""
            "{{Sample}}":{"asked":"a"}
            """);

        Assert.That(user.Find(Sample, "asked")?.GetString(), Is.EqualTo("a"));
        Assert.That((await GetAsync($"Users/{user.Id}")).Find(Sample, "asked"), Is.Null);
        Assert.That((await GetAsync($"Users/{user.Id}?attributes={Sample}:asked")).Find(Sample, "asked")?.GetString(), Is.EqualTo("a"));
    }

    [Test]
    [Rfc("7643-7-06", "7643-7-07", "7644-3.4.2.2-21")]
    public async Task A_caseExact_value_keeps_its_case_and_is_found_by_it_alone()
    {
        var user = await UserAsync($$"""
            "displayName":"Some Body","{{Sample}}":{"code":"AbC"}
            """);

        Assert.That(user.Find(Sample, "code")!.Value.GetString(), Is.EqualTo("AbC"));
        Assert.That(await FindAsync("Users", $"{Sample}:code eq \"AbC\""), Is.EqualTo(new[] { user.Id }));
        Assert.That(await FindAsync("Users", $"{Sample}:code eq \"abc\""), Is.Empty);
        Assert.That(await FindAsync("Users", "displayName eq \"SOME BODY\""), Is.EqualTo(new[] { user.Id }));
    }
}
