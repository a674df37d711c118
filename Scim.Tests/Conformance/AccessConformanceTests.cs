using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using Scim.Api.Authentication;
using Scim.Core.Auditing;
using Scim.Core.Protocol;
using Scim.Core.Storage;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §2 and §7, RFC 6750: who gets in, and what everybody else is told.</summary>
public sealed class AccessConformanceTests : ConformanceFixture
{
    [TestCase(null, "Bearer realm=\"scim\"")]
    [TestCase("Bearer unknown", "Bearer realm=\"scim\", error=\"invalid_token\"")]
    [TestCase("Bearer t\\k\"en", "Bearer realm=\"scim\", error=\"invalid_token\"")]
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

    [Test]
    [Rfc("9865-5.2-01", "9865-5.2-02", "9865-5.2-03")]
    public async Task Each_page_of_a_walk_is_for_whoever_asks_for_it_and_for_nobody_without_a_token()
    {
        await UserAsync();
        await UserAsync();
        var first = await Gateway.IssueAsync(TokenScope.Read);
        var second = (await Gateway.IssueAsync(TokenScope.Read)).Text.Reveal();
        var begun = await WithAsync("GET", "Users?cursor&count=1", $"Bearer {first.Text.Reveal()}");
        var next = $"Users?cursor={begun.At("nextCursor")}&count=1";

        var own = await WithAsync("GET", next, $"Bearer {first.Text.Reveal()}");
        var others = await WithAsync("GET", next, $"Bearer {second}");
        await Gateway.Get<TokenIssuer>().RevokeAsync(first.Token, Actor.Gateway, default);
        var revoked = await WithAsync("GET", next, $"Bearer {first.Text.Reveal()}");

        // Every scope may read everything, so another's cursor shows what its own would.
        Assert.That((own.Status, revoked.Status, revoked.Has("Resources")), Is.EqualTo((200, 401, false)));
        Assert.That(others.Status == 200 ? others.At("Resources") : own.At("Resources"), Is.EqualTo(own.At("Resources")));
    }

    [Test]
    [Rfc("9865-5.3-01", "6585-4-01", "6585-4-03", "9110-10.2.3-01")]
    public async Task Walks_are_subject_to_the_rate_of_their_token_and_the_refusal_is_stored_nowhere()
    {
        await using var gateway = await TestGateway.StartAsync(["--Scim:Limits:RequestsPerSecond=1"]);
        var client = gateway.CreateClient((await gateway.IssueAsync(TokenScope.Read)).Text.Reveal());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync("Users?cursor&count=1")));

        var refused = await ReadAsync(answers.First(answer => (int)answer.StatusCode == 429));
        Assert.That(refused.Detail, Is.Not.Empty);
        Assert.That(refused.Headers["Retry-After"], Does.Match("^[0-9]+$"));
        Assert.That(refused.Headers["Cache-Control"], Does.Contain("no-store"));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    [Rfc("7644-7.2-02", "7644-7.2-01")]
    public async Task With_a_certificate_the_gateway_speaks_TLS(SslProtocols version)
    {
        var folder = Directory.CreateTempSubdirectory("scim-test-");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var file = Path.Combine(folder.FullName, "localhost.pfx");
        await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx));
        await using (var gateway = await TestGateway.StartAsync($"--Kestrel:Certificates:Default:Path={file}", "--Scim:Urls=https://127.0.0.1:0"))
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
            await using var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false);

            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = version,
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString(),
            });

            Assert.That(stream.SslProtocol, Is.EqualTo(version));
        }

        folder.Delete(recursive: true);
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
