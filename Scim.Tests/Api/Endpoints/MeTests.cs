using System.Net;
using NUnit.Framework;
using Scim.Core.Auditing;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>RFC 7644 §3.11: the user that a token is about.</summary>
public sealed class MeTests
{
    private const string Patch = """{"Operations":[{"op":"replace","path":"title","value":"Pilot"}]}""";

    private EntraKeys _tenant = null!;
    private TestGateway _gateway = null!;
    private string _ann = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tenant = await EntraKeys.StartAsync();
        _gateway = await TestGateway.StartAsync(
            $"--Scim:Auth:Entra:TenantId={EntraKeys.Tenant}",
            $"--Scim:Auth:Entra:Audience={EntraKeys.Audience}",
            $"--Scim:Auth:Entra:MetadataAddress={_tenant.MetadataAddress}");
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Users", """{"userName":"ann@example.com","displayName":"Ann","externalId":"oid-of-ann"}""");
        _ann = (await TestGateway.JsonOf(made)).GetProperty("id").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _tenant.DisposeAsync();
    }

    [Rfc("7644-3.11-01")]
    [TestCase("GET", null)]
    [TestCase("POST", """{"userName":"x"}""")]
    [TestCase("PUT", """{"userName":"x"}""")]
    [TestCase("PATCH", Patch)]
    [TestCase("DELETE", null)]
    public async Task A_token_that_stands_for_no_user_is_501(string method, string? body)
    {
        var service = _gateway.CreateClient(_tenant.Issue(more: ("oid", "oid-of-ann")));

        foreach (var client in (HttpClient[])[_gateway.Client, service])
        {
            using var answer = await _gateway.SendAsync(new(method), "Me", body, client);

            Assert.That((int)answer.StatusCode, Is.EqualTo(501));
            Assert.That((await TestGateway.JsonOf(answer)).GetProperty("status").GetString(), Is.EqualTo("501"));
        }
    }

    [Rfc("7644-3.11-02", "7644-3.11-03")]
    [TestCase("oid", "oid-of-ann", "scp", "user_impersonation")]
    [TestCase("oid", "oid-of-ann", "preferred_username", "renamed@example.com")]
    [TestCase("oid", "another", "preferred_username", "ann@example.com")]
    [TestCase("sub", "x", "upn", "Ann@Example.com")]
    public async Task A_persons_token_leads_to_the_persons_resource(string claim, string value, string other, string otherValue)
    {
        using var answer = await Client((claim, value), (other, otherValue)).GetAsync("Me");
        using var direct = await _gateway.Client.GetAsync($"Users/{_ann}");

        var me = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(me, Is.EqualTo(await direct.Content.ReadAsStringAsync()));
        Assert.That(answer.Headers.Location!.OriginalString, Does.EndWith($"/scim/v2/Users/{_ann}"));
        Assert.That(answer.Content.Headers.ContentLocation, Is.EqualTo(answer.Headers.Location));
        Assert.That(answer.Headers.ETag, Is.EqualTo(direct.Headers.ETag));
    }

    [Test]
    public async Task A_person_who_is_no_user_is_404()
    {
        using var answer = await Client(("oid", "nobody"), ("upn", "no\"body")).GetAsync("Me");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            (await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(),
            Is.EqualTo("The token's person is no user here: nobody has the externalId 'nobody' or the userName 'no\"body'."));
    }

    [Test]
    public async Task An_externalId_that_two_users_have_means_neither()
    {
        foreach (var name in (string[])["twin1", "twin2"])
        {
            using var made = await _gateway.SendAsync(HttpMethod.Post, "Users", $$"""{"userName":"{{name}}","externalId":"twins"}""");
            made.EnsureSuccessStatusCode();
        }

        using var answer = await Client(("oid", "twins"), ("scp", "x")).GetAsync("Me");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    [Rfc("7644-3.11-03")]
    public async Task It_is_changed_and_deleted_as_under_its_own_address()
    {
        var id = await _gateway.CreateUserAsync("carl");
        var carl = Client(("upn", "carl"));

        using var patched = await _gateway.SendAsync(HttpMethod.Patch, "Me", Patch, carl);
        using var put = await _gateway.SendAsync(HttpMethod.Put, "Me?attributes=title", """{"userName":"carl","title":"Captain"}""", carl);
        using var head = await _gateway.SendAsync(HttpMethod.Head, "Me", null, carl);
        using var stale = new HttpRequestMessage(HttpMethod.Delete, "Me");
        stale.Headers.IfMatch.Add(patched.Headers.ETag!);
        using var refused = await carl.SendAsync(stale);
        using var deleted = await _gateway.SendAsync(HttpMethod.Delete, "Me", null, carl);
        using var gone = await carl.GetAsync("Me");

        Assert.That(
            new[] { patched, put, head, refused, deleted, gone }.Select(a => (int)a.StatusCode), Is.EqualTo(new[] { 200, 200, 200, 412, 204, 404 }));
        Assert.That(put.Headers.Location!.OriginalString, Does.EndWith($"/Users/{id}"));
        Assert.That((await TestGateway.JsonOf(put)).GetProperty("title").GetString(), Is.EqualTo("Captain"));
        var entry = (await _gateway.AuditOfAsync(patched)).Single();
        Assert.That((entry.Action, entry.Resource!.Id, entry.Request!.Path), Is.EqualTo((AuditAction.UserUpdate, id, "/scim/v2/Me")));
    }

    private HttpClient Client(params (string Name, string Value)[] claims) => _gateway.CreateClient(_tenant.Issue(more: claims));
}
