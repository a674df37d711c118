using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §2 and §7, RFC 6750: who gets in, and what everybody else is told.</summary>
public sealed class AccessConformanceTests : ConformanceFixture
{
    [TestCase(null, "Bearer realm=\"scim\"")]
    [TestCase("Bearer unknown", "Bearer realm=\"scim\", error=\"invalid_token\"")]
    [TestCase("Bearer tök\\en", "Bearer realm=\"scim\", error=\"invalid_token\"")]
    [TestCase("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "Bearer realm=\"scim\", error=\"invalid_token\"")]
    [Rfc("7644-2-01", "7644-3.12-06", "6750-3-01", "6750-3-02", "6750-3-03", "6750-3-04", "6750-3-05", "6750-3.1-02", "6750-3.1-04", "7644-2-04", "9110-6.6.1-01")]
    public async Task Who_has_no_token_is_told_the_scheme_and_an_error_only_if_there_was_one(string? header, string challenge)
    {
        var answer = await WithAsync("GET", "Users", header);

        Assert.That((answer.Status, answer.At("status"), answer.At("schemas.0")), Is.EqualTo((401, "401", ScimUrns.Error)));
        Assert.That(answer.Headers["WWW-Authenticate"], Is.EqualTo(challenge));
        Assert.That(answer.Headers, Does.ContainKey("Date"));
    }

    [TestCase("Basic YW5uOnNlY3JldA==")]
    [TestCase("Digest username=\"ann\"")]
    [Rfc("7644-2-05", "7644-2-01")]
    public async Task Another_scheme_is_refused_with_ours(string header)
    {
        var answer = await WithAsync("GET", "Users", header);

        Assert.That((answer.Status, answer.Headers["WWW-Authenticate"][..6]), Is.EqualTo((401, "Bearer")));
    }

    [Test]
    [Rfc("7644-7.4-04", "6750-5.3-01")]
    public async Task A_cookie_opens_nothing()
    {
        var token = await Gateway.IssueAsync(TokenScope.Read);
        var client = Gateway.CreateClient(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"token={token.Text.Reveal()}; Authorization=Bearer {token.Text.Reveal()}");
        using var refused = await client.GetAsync("Users");
        using var served = await Gateway.Client.GetAsync("Users");

        Assert.That((int)refused.StatusCode, Is.EqualTo(401));
        Assert.That(served.Headers.Contains("Set-Cookie"), Is.False);
    }

    [TestCase(TokenScope.Read, 403)]
    [TestCase(TokenScope.Provision, 201)]
    [TestCase(TokenScope.Admin, 201)]
    [Rfc("7644-2-02", "7644-2.1-01", "7644-3.12-07", "6750-3.1-03", "7643-9.3-01", "6750-2.1-01", "7644-7.7-03")]
    public async Task A_scope_decides_who_may_write(TokenScope scope, int status)
    {
        var token = (await Gateway.IssueAsync(scope)).Text.Reveal();

        var read = await WithAsync("GET", "Users", $"Bearer {token}");
        var written = await WithAsync("POST", "Users", $"bearer {token}", $$"""{"userName":"{{NewName()}}"}""");

        Assert.That((read.Status, written.Status), Is.EqualTo((200, status)));
        if (status == 403)
        {
            Assert.That(written.Headers["WWW-Authenticate"], Does.StartWith("Bearer realm=\"scim\"").And.Contain("error=\"insufficient_scope\""));
        }
    }

    [Test]
    [Rfc("6750-5.2-02", "7644-7.4-01", "6750-5.2-01")]
    public async Task A_token_is_long_and_random_and_no_character_of_it_can_be_changed()
    {
        var one = (await Gateway.IssueAsync(TokenScope.Read)).Text.Reveal();
        var two = (await Gateway.IssueAsync(TokenScope.Read)).Text.Reveal();

        // 256 bits in base32 take 52 characters.
        Assert.That((one.Length >= 52, one != two), Is.EqualTo((true, true)));
        foreach (var place in new[] { one.Length - 1, one.Length - 20, 8 })
        {
            var changed = string.Concat(one.AsSpan(0, place), one[place] == 'a' ? "b" : "a", one.AsSpan(place + 1));
            Assert.That((await WithAsync("GET", "Users", $"Bearer {changed}")).Status, Is.EqualTo(401));
        }
    }

    [Test]
    [Rfc("7644-7.4-03", "6750-5.2-05")]
    public async Task A_token_ends()
    {
        var token = await Gateway.IssueAsync(TokenScope.Read, TimeSpan.Zero);

        var answer = await WithAsync("GET", "Users", $"Bearer {token.Text.Reveal()}");

        Assert.That((answer.Status, answer.Headers["WWW-Authenticate"]), Is.EqualTo((401, "Bearer realm=\"scim\", error=\"invalid_token\"")));
    }

    [Test]
    [Rfc("6750-3.1-01")]
    public async Task Two_tokens_at_once_let_nobody_in()
    {
        var token = (await Gateway.IssueAsync(TokenScope.Read)).Text.Reveal();
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {token}", $"Bearer {token}"]);

        using var answer = await Gateway.CreateClient(null).SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.AnyOf(400, 401));
    }

    [Test]
    [Rfc("7644-7.5.2-01")]
    public async Task People_are_looked_up_by_GET()
    {
        var user = await UserAsync();

        Assert.That(await FindAsync("Users", $"userName eq \"{user.At("userName")}\""), Is.EqualTo(new[] { user.Id }));
    }

    [Test]
    [Rfc("7644-7.5.2-02", "7644-1.3-01")]
    public async Task Addresses_of_ours_hold_ids_and_no_names()
    {
        var user = await UserAsync($"\"displayName\":\"Somebody\"");
        var group = await GetAsync($"Groups/{(await GroupAsync(user.Id)).Id}");

        foreach (var address in new[] { user.At("meta.location"), group.At("meta.location"), group.At("members.0.$ref") })
        {
            Assert.That(address, Does.Not.Contain("?").And.Not.Contain(user.At("userName")).And.Not.Contain(group.At("displayName")).And.Match("/(Users|Groups)/[0-9a-f-]+$"));
        }
    }

    private async Task<GatewayAnswer> WithAsync(string method, string path, string? authorization, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/scim+json");
        }

        using var answer = await Gateway.CreateClient(null).SendAsync(request);
        return await ReadAsync(answer);
    }
}
