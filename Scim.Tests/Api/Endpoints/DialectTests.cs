using System.Net;
using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary><c>Scim:Dialect</c>, a token's own dialect and <c>Scim:StrictSchema</c>, as a client meets them.</summary>
public sealed class DialectTests
{
    private TestGateway _strict = null!;
    private TestGateway _tolerant = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _strict = await TestGateway.StartAsync("--Scim:Dialect=strict", "--Scim:StrictSchema=true");
        _tolerant = await TestGateway.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _strict.DisposeAsync();
        await _tolerant.DisposeAsync();
    }

    [TestCase("""{"op":"Replace","path":"active","value":"False"}""", "invalidValue")]
    [TestCase("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"1"}""", "invalidValue")]
    [TestCase("""{"op":"replace","value":{"name.familyName":"F"}}""", "invalidPath")]
    [TestCase("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"D"}}""", "invalidPath")]
    [TestCase("""{"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":"1"}""", "noTarget")]
    [TestCase("""{"op":"remove","path":"emails","value":[{"value":"a@example.com"}]}""", "invalidValue")]
    [TestCase("""{"op":"add","path":"title","value":["T"]}""", "invalidValue")]
    [TestCase("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"department":"D"}}""", "invalidPath")]
    public async Task What_a_dialect_understands_is_refused_where_the_RFC_alone_holds(string operation, string scimType)
    {
        var body = $$"""{"Operations":[{{operation}}]}""";

        using var refused = await _strict.SendAsync(HttpMethod.Patch, $"Users/{await CreateAsync(_strict)}", body);
        using var done = await _tolerant.SendAsync(HttpMethod.Patch, $"Users/{await CreateAsync(_tolerant)}", body);

        Assert.That((refused.StatusCode, (await TestGateway.JsonOf(refused)).GetProperty("scimType").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, scimType)));
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK), await done.Content.ReadAsStringAsync());
    }

    // The names of operations are words of the protocol; their spelling changes nothing, so even the strict reading takes both.
    [TestCase("add")]
    [TestCase("Add")]
    public async Task A_capital_in_the_name_of_an_operation_is_no_dialect(string op)
    {
        using var answer = await _strict.SendAsync(
            HttpMethod.Patch, $"Users/{await CreateAsync(_strict)}", $$"""{"Operations":[{"op":"{{op}}","path":"title","value":"T"}]}""");

        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("title").GetString(), Is.EqualTo("T"));
    }

    [Test]
    public async Task A_tokens_own_dialect_wins_over_that_of_the_configuration()
    {
        const string Body = """{"Operations":[{"op":"Replace","path":"active","value":"False"}]}""";
        var entra = await ClientAsync(_strict, "entra");
        var strict = await ClientAsync(_tolerant, "strict");

        using var done = await _strict.SendAsync(HttpMethod.Patch, $"Users/{await CreateAsync(_strict)}", Body, entra);
        using var refused = await _tolerant.SendAsync(HttpMethod.Patch, $"Users/{await CreateAsync(_tolerant)}", Body, strict);

        Assert.That((await TestGateway.JsonOf(done)).GetProperty("active").GetBoolean(), Is.False);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Members_given_by_id_are_understood_in_every_write_save_by_the_strict_dialect()
    {
        var user = await CreateAsync(_tolerant);
        var body = $$"""{"displayName":"by-id-{{Guid.NewGuid():N}}","members":[{"id":"{{user}}","userName":"x"}]}""";

        using var posted = await _tolerant.SendAsync(HttpMethod.Post, "Groups", body);
        var group = (await TestGateway.JsonOf(posted)).GetProperty("id").GetString();
        using var put = await _tolerant.SendAsync(HttpMethod.Put, $"Groups/{group}", body);
        using var patched = await _tolerant.SendAsync(HttpMethod.Patch, $"Groups/{group}?attributes=members",
            $$"""{"Operations":[{"op":"remove","path":"members","value":[{"id":"{{user}}"}]}]}""");
        using var refused = await _strict.SendAsync(HttpMethod.Post, "Groups", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await MembersAsync(posted), Is.EqualTo(new[] { user }));
            Assert.That(await MembersAsync(put), Is.EqualTo(new[] { user }));
            Assert.That(await MembersAsync(patched), Is.Empty);
            Assert.That((refused.StatusCode, (await TestGateway.JsonOf(refused)).GetProperty("scimType").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "invalidValue")));
        }
    }

    [TestCase("""{"userName":"*","colour":"red"}""", "colour")]
    [TestCase("""{"userName":"*","name":{"shoeSize":43}}""", "name.shoeSize")]
    [TestCase("""{"userName":"*","emails":[{"value":"a@example.com","colour":"red"}]}""", "emails.colour")]
    [TestCase("""{"userName":"*","urn:nobody:2.0:User":{"x":1}}""", "urn:nobody:2.0:User")]
    [TestCase("""{"userName":"*","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"colour":"red"}}""", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:colour")]
    public async Task An_unknown_attribute_in_a_body_is_refused_by_name_or_passed_over_and_noted(string template, string name)
    {
        var body = template.Replace("*", $"unknown-{Guid.NewGuid():N}", StringComparison.Ordinal);
        var strict = await CreateAsync(_strict);
        var tolerant = await CreateAsync(_tolerant);

        using var refusedPost = await _strict.SendAsync(HttpMethod.Post, "Users", body);
        using var refusedPut = await _strict.SendAsync(HttpMethod.Put, $"Users/{strict}", body);
        using var posted = await _tolerant.SendAsync(HttpMethod.Post, "Users", body);
        using var put = await _tolerant.SendAsync(HttpMethod.Put, $"Users/{tolerant}", template.Replace("*", $"put-{Guid.NewGuid():N}", StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            foreach (var refused in (HttpResponseMessage[])[refusedPost, refusedPut])
            {
                var error = await TestGateway.JsonOf(refused);
                Assert.That((refused.StatusCode, error.GetProperty("scimType").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "invalidValue")));
                Assert.That(error.GetProperty("detail").GetString(), Does.Contain(name));
            }

            foreach (var done in (HttpResponseMessage[])[posted, put])
            {
                Assert.That(done.IsSuccessStatusCode, Is.True);
                Assert.That((await _tolerant.AuditOfAsync(done)).SelectMany(e => e.Notes), Has.Some.Contains(name));
            }
        }
    }

    [TestCase("""{"op":"replace","path":"colour","value":"red"}""")]
    [TestCase("""{"op":"replace","path":"name.shoeSize","value":43}""")]
    [TestCase("""{"op":"replace","path":"urn:nobody:2.0:User:x","value":1}""")]
    [TestCase("""{"op":"replace","value":{"title":"never","colour":"red"}}""")]
    public async Task A_PATCH_that_names_an_unknown_attribute_is_refused_whole_in_either_mode(string operation)
    {
        foreach (var gateway in (TestGateway[])[_strict, _tolerant])
        {
            var id = await CreateAsync(gateway);

            using var answer = await gateway.SendAsync(HttpMethod.Patch, $"Users/{id}", $$"""{"Operations":[{"op":"add","path":"nickName","value":"never"},{{operation}}]}""");

            var after = await gateway.GetJsonAsync($"Users/{id}");
            Assert.That((answer.StatusCode, (await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "invalidPath")));
            Assert.That(after.TryGetProperty("nickName", out _) || after.TryGetProperty("title", out _), Is.False);
        }
    }

    [Test]
    public async Task One_oddness_in_thousands_of_values_is_noted_once()
    {
        var emails = string.Join(',', Enumerable.Range(0, 2000).Select(i => $$"""{"value":"a{{i}}@example.com","primary":"False"}"""));

        using var answer = await _tolerant.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"noted-{{Guid.NewGuid():N}}","emails":[{{emails}}]}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        Assert.That((await _tolerant.AuditOfAsync(answer)).Single().Notes, Has.Length.EqualTo(1));
    }

    private static async Task<IEnumerable<string?>> MembersAsync(HttpResponseMessage answer) =>
        (await TestGateway.JsonOf(answer)).GetProperty("members").EnumerateArray().Select(m => m.GetProperty("value").GetString());

    private static async Task<string> CreateAsync(TestGateway gateway)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Post, "Users",
            $$"""{"userName":"user-{{Guid.NewGuid():N}}","emails":[{"value":"a@example.com","type":"home"},{"value":"b@example.com","type":"other"}]}""");
        answer.EnsureSuccessStatusCode();
        return (await TestGateway.JsonOf(answer)).GetProperty("id").GetString()!;
    }

    private static async Task<HttpClient> ClientAsync(TestGateway gateway, string dialect)
    {
        var issued = await gateway.Get<TokenIssuer>().CreateAsync($"token of {dialect}", TokenScope.Provision, TimeSpan.FromDays(1), dialect, Actor.Gateway, default);
        return gateway.CreateClient(issued.Text.Reveal());
    }
}
