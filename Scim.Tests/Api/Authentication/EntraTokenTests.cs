using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Authentication;

/// <summary>Tokens that Entra sends of its own accord: only this tenant's, for us, to its provisioning service.</summary>
internal sealed class EntraTokenTests
{
    private EntraKeys _tenant = null!;
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tenant = await EntraKeys.StartAsync();
        _gateway = await TestGateway.StartAsync(SettingsFor(_tenant));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _tenant.DisposeAsync();
    }

    [TestCase("https://sts.windows.net/" + EntraKeys.Tenant + "/", "appid")]
    [TestCase("https://login.microsoftonline.com/" + EntraKeys.Tenant + "/v2.0", "azp")]
    public async Task The_tenants_token_may_provision_and_the_audit_log_names_its_subject(string issuer, string claim)
    {
        var client = _gateway.CreateClient(_tenant.Issue(issuer, claim: claim));

        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"by-{{claim}}"}""", client);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var actor = (await _gateway.AuditOfAsync(answer)).Single().Actor;
        Assert.That((actor.Token, actor.Subject), Is.EqualTo(("(entra)", "the-service")));
    }

    [Test]
    public async Task Stored_and_bootstrap_tokens_are_as_good_as_before()
    {
        using var answer = await _gateway.Client.GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static IEnumerable<TestCaseData<Func<EntraKeys, string>>> Refused()
    {
        yield return Case("of another tenant", tenant => tenant.Issue("https://sts.windows.net/99999999-2222-3333-4444-555555555555/"));
        yield return Case("for another audience", tenant => tenant.Issue(audience: "00000002-0000-0000-c000-000000000000"));
        yield return Case("issued to another application", tenant => tenant.Issue(application: "99999999-0000-0000-c000-000000000000"));
        yield return Case("that has expired", tenant => tenant.Issue(lifetime: TimeSpan.FromMinutes(-10)));
        yield return Case("that is not valid yet", tenant => tenant.Issue(lifetime: TimeSpan.FromHours(3)));
        yield return Case("signed with another key", tenant => tenant.Issue(key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "the-key" }));
        yield return Case("whose payload was changed", tenant => Altered(tenant.Issue()));
        yield return Case("that is not signed", tenant => $"eyJhbGciOiJub25lIn0.{tenant.Issue().Split('.')[1]}.");
        yield return Case("that is broken", _ => "eyJ.x.y");
    }

    [TestCaseSource(nameof(Refused))]
    public async Task It_is_401(Func<EntraKeys, string> token)
    {
        using var answer = await _gateway.CreateClient(token(_tenant)).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Action, Is.EqualTo(AuditAction.AuthFailed));
    }

    [Test]
    public async Task Without_a_tenant_none_is_accepted()
    {
        await using var gateway = await TestGateway.StartAsync([$"--Scim:Auth:Entra:MetadataAddress={_tenant.MetadataAddress}"]);

        using var answer = await gateway.CreateClient(_tenant.Issue()).GetAsync("Users");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Keys_that_cannot_be_read_are_503_since_401_would_stop_the_whole_job()
    {
        await using var tenant = await EntraKeys.StartAsync();
        tenant.IsDown = true;
        await using var gateway = await TestGateway.StartAsync(SettingsFor(tenant));

        using var answer = await gateway.CreateClient(tenant.Issue()).GetAsync("Users");

        Assert.That((answer.StatusCode, answer.Headers.RetryAfter?.ToString()), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "30")));
        Assert.That(
            (await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(),
            Is.EqualTo("The signing keys of Entra's tokens can't be read at present: expected a later try."));
    }

    private static string[] SettingsFor(EntraKeys tenant) =>
        [$"--Scim:Auth:Entra:TenantId={EntraKeys.Tenant}", $"--Scim:Auth:Entra:MetadataAddress={tenant.MetadataAddress}"];

    private static TestCaseData<Func<EntraKeys, string>> Case(string name, Func<EntraKeys, string> token) => new(token) { TestName = $"A token {name} is 401" };

    private static string Altered(string token)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("the-service", "the-servant", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
    }
}
