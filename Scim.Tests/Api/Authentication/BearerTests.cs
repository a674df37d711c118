using System.Net;
using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Authentication;

public sealed class BearerTests
{
    private const string Unknown = "The bearer token is unknown or expired.";

    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("Users")]
    [TestCase("Schemas")]
    [TestCase("ResourceTypes/User")]
    [TestCase("Me")]
    [TestCase("there/is/nothing/here")]
    public async Task Without_a_token_everything_is_401_and_says_which_scheme(string path)
    {
        using var answer = await _gateway.CreateClient(null).GetAsync(path);
        var body = await TestGateway.JsonOf(answer);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer realm=\"scim\""));
        Assert.That(body.GetProperty("status").GetString(), Is.EqualTo("401"));
        Assert.That(body.GetProperty("detail").GetString(), Does.StartWith("A bearer token is missing: expected the header"));
    }

    [Test]
    public async Task A_wrong_method_tells_nothing_without_a_token()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Delete, "Users", client: _gateway.CreateClient(null));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task What_the_service_provider_is_needs_no_token()
    {
        using var answer = await _gateway.CreateClient(null).GetAsync("ServiceProviderConfig");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("nonsense")]
    [TestCase("scim_abcdefghijkl_abcdefghijklmnopqrstuvwxyz234567abcdef")]
    public async Task A_wrong_token_is_401_invalid_token(string token)
    {
        using var answer = await _gateway.CreateClient(token).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer realm=\"scim\", error=\"invalid_token\""));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(), Is.EqualTo(Unknown));
    }

    [Test]
    public async Task A_token_with_the_right_id_and_another_secret_is_refused()
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read);
        var forged = new TokenText(issued.Token.Id, TokenText.New().Secret).Reveal();

        using var answer = await _gateway.CreateClient(forged).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase("Bearer")]
    [TestCase("bearer")]
    [TestCase("BEARER")]
    public async Task The_scheme_has_no_case(string scheme)
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read);
        var client = _gateway.CreateClient(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"{scheme} {issued.Text.Reveal()}");

        using var answer = await client.GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_revoked_token_is_refused_at_once()
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read);
        var client = _gateway.CreateClient(issued.Text.Reveal());
        using var before = await client.GetAsync("Users");

        await _gateway.Get<TokenIssuer>().RevokeAsync(issued.Token, Actor.Gateway, default);
        using var after = await client.GetAsync("Users");

        Assert.That((before.StatusCode, after.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task An_expired_token_is_refused()
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read, TimeSpan.Zero);

        using var answer = await _gateway.CreateClient(issued.Text.Reveal()).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Rotating_makes_a_new_token_and_leaves_the_old_one_valid_for_the_overlap()
    {
        var old = await _gateway.IssueAsync(TokenScope.Read);

        var next = await _gateway.Get<TokenIssuer>().RotateAsync(old.Token, TimeSpan.FromHours(1), Actor.Gateway, default);
        using var withOld = await _gateway.CreateClient(old.Text.Reveal()).GetAsync("Users");
        using var withNew = await _gateway.CreateClient(next.Text.Reveal()).GetAsync("Users");
        var stored = await _gateway.Get<ITokenStore>().FindAsync(old.Token.Id, default);

        Assert.That((withOld.StatusCode, withNew.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That(stored!.Expires, Is.LessThan(old.Token.Expires));
        Assert.That((next.Token.Name, next.Token.Scope), Is.EqualTo((old.Token.Name, old.Token.Scope)));
    }

    [Test]
    public async Task A_token_that_may_only_read_gets_403_insufficient_scope_for_a_change()
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read);

        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", "{}", _gateway.CreateClient(issued.Text.Reveal()));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer realm=\"scim\", error=\"insufficient_scope\""));
        Assert.That(
            (await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(),
            Is.EqualTo("The bearer token's scope isn't enough for this: provision is needed."));
    }

    [TestCase(TokenScope.Read)]
    [TestCase(TokenScope.Provision)]
    [TestCase(TokenScope.Admin)]
    public async Task Every_scope_may_read(TokenScope scope)
    {
        var issued = await _gateway.IssueAsync(scope);

        using var answer = await _gateway.CreateClient(issued.Text.Reveal()).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_store_holds_no_secret()
    {
        var issued = await _gateway.IssueAsync(TokenScope.Read);
        var secret = issued.Text.Reveal().Split('_')[2][..32];

        var stored = await _gateway.Get<ITokenStore>().FindAsync(issued.Token.Id, default);

        Assert.That($"{stored}", Does.Not.Contain(secret));
    }

    [Test]
    public async Task A_wrong_token_leaves_one_entry_auth_failed()
    {
        using var answer = await _gateway.CreateClient("nonsense").GetAsync("Users");

        var entry = (await _gateway.AuditOfAsync(answer)).Single();
        Assert.That((entry.Action, entry.Outcome, entry.Status, entry.Detail), Is.EqualTo((AuditAction.AuthFailed, AuditOutcome.Failure, 401, Unknown)));
        Assert.That(entry.Actor.Token, Is.Null);
    }

    [Test]
    public async Task A_call_from_a_network_that_is_not_allowed_is_401_even_with_a_token()
    {
        await using var gateway = await TestGateway.StartAsync("--Scim:Auth:AllowedNetworks=10.0.0.0/8,192.0.2.7");

        using var users = await gateway.Client.GetAsync("Users");
        using var config = await gateway.Client.GetAsync("ServiceProviderConfig");

        Assert.That((users.StatusCode, config.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_call_from_an_allowed_network_passes()
    {
        await using var gateway = await TestGateway.StartAsync("--Scim:Auth:AllowedNetworks=127.0.0.0/8");

        using var answer = await gateway.Client.GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }
}
