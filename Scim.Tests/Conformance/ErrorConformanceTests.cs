using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.8 and §3.12: every refusal is a SCIM error, every body JSON in UTF-8.</summary>
public sealed class ErrorConformanceTests : ConformanceFixture
{
    private protected override string[] Settings => ["--Scim:Limits:BodyBytes=4096"];

    [TestCase("GET", "Users/nobody", null, 404)]
    [TestCase("GET", "Nothing", null, 404)]
    [TestCase("PUT", "Users/nobody", "{\"userName\":\"x\"}", 404)]
    [TestCase("DELETE", "Groups/nobody", null, 404)]
    [TestCase("DELETE", "Users", null, 405)]
    [TestCase("POST", "Users", "[]", 400)]
    [TestCase("GET", "Users?filter=((", null, 400)]
    [TestCase("GET", "Me", null, 501)]
    [Rfc("7644-3.12-01", "7644-3.12-02", "7644-3.2-03", "7644-3.12-08", "7644-3.12-13", "9110-15.5-01", "7644-3.1-04")]
    public async Task A_refusal_has_the_URN_of_errors_its_status_as_a_text_and_a_sentence(string method, string path, string? body, int status)
    {
        var answer = await SendAsync(method, path, body);

        Assert.That((answer.Status, answer.At("schemas")), Is.EqualTo((status, $"[\"{ScimUrns.Error}\"]")));
        Assert.That(answer.Find("status")!.Value.ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.String));
        Assert.That(answer.At("status"), Is.EqualTo($"{status}"));
        Assert.That(answer.Detail, Has.Length.GreaterThan(10));
        Assert.That(answer.Headers["Content-Type"], Does.StartWith("application/scim+json"));
    }

    [TestCase("POST", "Users")]
    [TestCase("PUT", "Users/{0}")]
    [TestCase("PATCH", "Users/{0}")]
    [TestCase("POST", "Users/.search")]
    [Rfc("7644-3.12-18", "7644-3.12-05")]
    public async Task A_body_that_breaks_off_is_invalidSyntax(string method, string path)
    {
        var user = await UserAsync();

        var answer = await SendAsync(method, path.Replace("{0}", user.Id, StringComparison.Ordinal), "{\"schemas\":[\"urn:ietf");

        Assert.That(answer.Refusal, Is.EqualTo((400, "invalidSyntax")));
    }

    [TestCase("POST", "Users")]
    [TestCase("PUT", "Users/{0}")]
    [TestCase("PATCH", "Users/{0}")]
    [TestCase("POST", "Groups")]
    [TestCase("POST", ".search")]
    [Rfc("7644-3.12-11")]
    public async Task A_body_above_the_limit_is_too_large(string method, string path)
    {
        var user = await UserAsync();

        var answer = await SendAsync(method, path.Replace("{0}", user.Id, StringComparison.Ordinal), new string(' ', 5000));

        Assert.That((answer.Status, answer.At("status")), Is.EqualTo((413, "413")));
    }

    [Test]
    [Rfc("7644-3.8-01", "7644-3.8-02")]
    public async Task Any_letter_survives_and_bytes_that_are_none_are_refused()
    {
        const string Name = "Jürgen 漢字 🙂";
        var user = await UserAsync($"\"displayName\":\"{Name}\"");

        var patched = await PatchAsync($"Users/{user.Id}", $$"""{"op":"replace","path":"title","value":"{{Name}}"}""");
        using var content = new ByteArrayContent([.. "{\"userName\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/scim+json");
        using var broken = await Gateway.Client.PostAsync("Users", content);

        Assert.That((user.At("displayName"), patched.At("title")), Is.EqualTo((Name, Name)));
        Assert.That(await FindAsync("Users", $"displayName eq \"{Name}\""), Is.EqualTo(new[] { user.Id }));
        Assert.That((await ReadAsync(broken)).Refusal, Is.EqualTo((400, "invalidSyntax")));
    }

    [TestCase("application/scim+json")]
    [TestCase("application/json")]
    [TestCase("*/*")]
    [TestCase(null)]
    [Rfc("7644-3.8-03", "7644-3.8-04", "7644-3.8-05", "7644-8.1-01")]
    public async Task Whatever_a_client_accepts_it_gets_SCIM_JSON(string? accept)
    {
        var answer = await SendAsync("GET", "Users?count=1", null, accept is null ? [] : [("Accept", accept)]);

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Headers["Content-Type"], Does.StartWith("application/scim+json"));
    }

    [TestCase("/scim/v1/Users")]
    [TestCase("/scim/v9/Users")]
    [Rfc("7644-3.12-22", "7644-3.13-02")]
    public async Task Another_version_is_never_served(string path)
    {
        var answer = await GetAsync(Gateway.Address.GetLeftPart(UriPartial.Authority) + path);

        Assert.That(answer.Status == 404 || answer.Refusal == (400, "invalidVers"), $"{answer.Status}");
    }

    [TestCase("PUT", "Users/nobody", "{\"userName\":\"made-by-put\"}")]
    [TestCase("PUT", "Groups/nobody", "{\"displayName\":\"made-by-put\"}")]
    [Rfc("7644-3.2-02", "7644-3.5.1-10")]
    public async Task PUT_makes_nothing(string method, string path, string body)
    {
        Assert.That((await SendAsync(method, path, body)).Status, Is.EqualTo(404));
        Assert.That(Gateway.Sandbox.Read().User("made-by-put"), Is.Null);
        Assert.That(Gateway.Sandbox.Read().Group("made-by-put"), Is.Null);
    }

    [Test]
    [Rfc("9110-9.2.1-01")]
    public async Task Reading_changes_nothing_in_the_product()
    {
        var user = await UserAsync();
        var group = await GroupAsync(user.Id);
        Gateway.Sandbox.ForgetCalls();

        foreach (var path in new[] { "Users", $"Users/{user.Id}", "Groups", $"Groups/{group.Id}", "Users?filter=userName+eq+%22nobody%22", "Groups?filter=displayName+eq+%22nobody%22", "" })
        {
            Assert.That((await GetAsync(path)).Status, Is.EqualTo(200), path);
            Assert.That((await SendAsync("HEAD", path)).Status, Is.EqualTo(200), path);
        }

        Assert.That(Gateway.Sandbox.Calls.Where(call => call.Method is not "GET"), Is.Empty);
    }

    [Test]
    [Rfc("9110-12.5.3-01")]
    public async Task A_refused_media_type_says_nothing_of_encodings()
    {
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain");

        using var answer = await Gateway.Client.PostAsync("Users", content);
        var read = await ReadAsync(answer);

        Assert.That((read.Status, read.Headers.ContainsKey("Accept-Encoding")), Is.EqualTo((415, false)));
    }
}
