using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>RFC 6750, and who is let in to what.</summary>
public sealed partial class BearerConformanceTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    [Rfc("7644-2-05")]
    public async Task A_name_and_a_password_are_no_log_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("scim:secret"u8));

        using var answer = await _gateway.CreateClient(null).SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer "));
    }

    [Test]
    [Rfc("7644-7.4-04", "6750-5.3-01")]
    public async Task A_cookie_is_no_log_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users");
        request.Headers.Add("Cookie", $"token={TestGateway.BootstrapToken}; Authorization=Bearer%20{TestGateway.BootstrapToken}");

        using var refused = await _gateway.CreateClient(null).SendAsync(request);
        using var answer = await _gateway.Client.GetAsync("Users");

        Assert.That((int)refused.StatusCode, Is.EqualTo(401));
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
    }

    [Test]
    [Rfc("6750-3.1-01")]
    public async Task A_token_anywhere_else_is_none()
    {
        using var answer = await _gateway.CreateClient(null).GetAsync($"Users?access_token={TestGateway.BootstrapToken}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(401));
    }

    [Test]
    [Rfc("6750-3-03", "6750-3-05")]
    public async Task A_challenge_has_no_parameter_twice_and_only_plain_characters()
    {
        var reader = await _gateway.IssueAsync(TokenScope.Read);
        using var unknown = await _gateway.CreateClient("scim_\\nothing").GetAsync("Users");
        using var forbidden = await _gateway.SendAsync(HttpMethod.Post, "Users", "{}", _gateway.CreateClient(reader.Text.Reveal()));

        foreach (var answer in new[] { unknown, forbidden })
        {
            var challenge = answer.Headers.WwwAuthenticate.ToString();
            Assert.That(Parameter().Matches(challenge).Select(m => m.Groups["name"].Value), Is.Unique.And.Not.Empty);
            Assert.That(Parameter().Matches(challenge).SelectMany(m => m.Groups["text"].Value), Is.All.InRange(' ', '~').And.None.EqualTo('\\'));
        }
    }

    [Test]
    [Rfc("9865-5.2-01", "9865-5.2-02", "9865-5.2-03", "9865-5.2-05")]
    public async Task Every_page_of_a_walk_asks_for_a_token()
    {
        await _gateway.CreateUserAsync("first of a walk");
        await _gateway.CreateUserAsync("second of a walk");
        var cursor = (await _gateway.GetJsonAsync("Users?cursor&count=1")).GetProperty("nextCursor").GetString();
        var reader = await _gateway.IssueAsync(TokenScope.Read);

        using var another = await _gateway.CreateClient(reader.Text.Reveal()).GetAsync($"Users?cursor={cursor}&count=1");
        using var stranger = await _gateway.CreateClient("scim_unknown").GetAsync($"Users?cursor={cursor}&count=1");
        using var guess = await _gateway.CreateClient("scim_unknown").GetAsync("Users?cursor=guessed&count=1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)another.StatusCode, Is.EqualTo(200));
            Assert.That((int)stranger.StatusCode, Is.EqualTo(401));
            Assert.That(await guess.Content.ReadAsStringAsync(), Is.EqualTo(await stranger.Content.ReadAsStringAsync()));
        }
    }

    [TestCase(null)]
    [TestCase("*/*")]
    [TestCase("application/scim+json")]
    [TestCase("application/json")]
    [Rfc("7644-3.8-03", "7644-3.8-04", "7644-3.8-05")]
    public async Task Whatever_is_accepted_the_answer_is_SCIM(string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=1");
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/scim+json"));
    }

    [Test]
    [Rfc("6585-4-03")]
    public async Task A_429_is_kept_by_no_cache()
    {
        await using var slow = await TestGateway.StartAsync("--Scim:Limits:RequestsPerSecond=1");

        using var first = await slow.Client.GetAsync("Users");
        using var second = await slow.Client.GetAsync("Users");
        using var third = await slow.Client.GetAsync("Users");

        var refused = new[] { first, second, third }.First(answer => (int)answer.StatusCode == 429);
        Assert.That(refused.Headers.CacheControl!.NoStore, Is.True);
    }

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
