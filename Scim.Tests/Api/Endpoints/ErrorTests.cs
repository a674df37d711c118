using System.Net;
using System.Text;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

public sealed class ErrorTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync("--Scim:Limits:BodyBytes=2048");

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("GET", "Users/nobody", 404, null)]
    [TestCase("GET", "Nothing", 404, null)]
    [TestCase("GET", "?filter=nothing+pr", 400, "invalidFilter")]
    [TestCase("GET", "Users?filter=userName+eq", 400, "invalidFilter")]
    [TestCase("GET", "Users?filter=nothing+eq+%22x%22", 400, "invalidFilter")]
    [TestCase("GET", "Users?startIndex=first", 400, "invalidValue")]
    [TestCase("GET", "Users?count=many", 400, "invalidValue")]
    [TestCase("GET", "Users?sortOrder=up", 400, "invalidValue")]
    [TestCase("GET", "Users?attributes=userName&excludedAttributes=emails", 400, "invalidValue")]
    [TestCase("PUT", "Users", 405, null)]
    [TestCase("DELETE", "Groups", 405, null)]
    [TestCase("POST", "Users/1", 405, null)]
    [TestCase("POST", "Schemas", 405, null)]
    [TestCase("GET", "Me", 501, null)]
    [TestCase("POST", "Bulk", 400, "invalidSyntax")]
    [TestCase("DELETE", "Users/nobody", 404, null)]
    public async Task Every_refusal_is_a_SCIM_error(string method, string path, int status, string? scimType)
    {
        using var answer = await _gateway.SendAsync(new(method), path);

        await AssertErrorAsync(answer, status, scimType);
    }

    [TestCase("{\"userName\":", "invalidSyntax")]
    [TestCase("", "invalidSyntax")]
    [TestCase("[]", "invalidSyntax")]
    [TestCase("{\"displayName\":\"Ann\"}", "invalidValue")]
    [TestCase("{\"userName\":\"ann\",\"active\":\"maybe\"}", "invalidValue")]
    public async Task A_body_that_cannot_be_read_is_400(string body, string scimType)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", body);

        await AssertErrorAsync(answer, 400, scimType);
    }

    [Test]
    public async Task Allow_names_the_methods_of_a_path_that_does_not_have_this_one()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Put, "Users");

        Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "HEAD", "POST" }));
    }

    [Test]
    public async Task A_body_above_the_limit_is_413()
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", new string(' ', 2049));

        await AssertErrorAsync(answer, 413, null);
    }

    [Test]
    public async Task A_body_of_unknown_length_above_the_limit_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = new StreamContent(new MemoryStream(new byte[100_000])) };
        request.Content.Headers.ContentType = new("application/scim+json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _gateway.Client.SendAsync(request);

        await AssertErrorAsync(answer, 413, null);
    }

    [TestCase("text/plain")]
    [TestCase("application/xml")]
    [TestCase("application/scim+json; charset=utf-16")]
    [TestCase("multipart/form-data; boundary=x")]
    public async Task Another_media_type_is_415(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = new ByteArrayContent("{\"userName\":\"x\"}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await _gateway.Client.SendAsync(request);

        await AssertErrorAsync(answer, 415, null);
    }

    [Test]
    public async Task A_compressed_body_is_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var answer = await _gateway.Client.SendAsync(request);

        await AssertErrorAsync(answer, 415, null);
    }

    [TestCase("application/scim+json")]
    [TestCase("application/json")]
    [TestCase("application/json; charset=UTF-8")]
    [TestCase("APPLICATION/SCIM+JSON; charset=\"utf-8\"")]
    [TestCase(null)]
    public async Task JSON_is_read_under_each_of_its_names(string? type)
    {
        var name = $"media-{Guid.NewGuid():N}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"userName":"{{name}}"}""")) };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/scim+json; charset=utf-8"));
    }

    private static async Task AssertErrorAsync(HttpResponseMessage answer, int status, string? scimType)
    {
        var body = await TestGateway.JsonOf(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), body.ToString());
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/scim+json; charset=utf-8"));
        Assert.That(body.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.Error));
        Assert.That(body.GetProperty("status").GetString(), Is.EqualTo($"{status}"));
        Assert.That(body.TryGetProperty("scimType", out var type) ? type.GetString() : null, Is.EqualTo(scimType));
        Assert.That(body.GetProperty("detail").GetString(), Is.Not.Empty);
        Assert.That(answer.Headers.Contains("X-Request-Id"), Is.True);
    }
}
