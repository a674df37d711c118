using System.Net;
using Microsoft.AspNetCore.Routing;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Which methods each path has, and what the others are told.</summary>
public sealed class MethodTests
{
    private static readonly string[] All = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"];

    private static readonly TestCaseData[] Paths =
    [
        new("Users", new[] { "GET", "HEAD", "POST" }),
        new("Users/{user}", new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE" }),
        new("Groups", new[] { "GET", "HEAD", "POST" }),
        new("Groups/{group}", new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE" }),
        new("", new[] { "GET", "HEAD" }),
        new(".search", new[] { "POST" }),
        new("Me", new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" }),
        new("Bulk", new[] { "POST" }),
        new("ServiceProviderConfig", new[] { "GET", "HEAD" }),
        new("ResourceTypes", new[] { "GET", "HEAD" }),
        new("ResourceTypes/User", new[] { "GET", "HEAD" }),
        new("Schemas", new[] { "GET", "HEAD" }),
        new($"Schemas/{ScimUrns.User}", new[] { "GET", "HEAD" }),
    ];

    private TestGateway _gateway = null!;
    private string _user = null!;
    private string _group = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _user = await _gateway.CreateUserAsync("ann");
        using var group = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"staff","members":[{"value":"{{_user}}"}]}""");
        _group = (await TestGateway.JsonOf(group)).GetProperty("id").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Rfc("7644-3.2-04", "9110-10.2.1-01", "9110-9.1-02", "7643-5-09", "7643-6-08", "7643-7-03")]
    [TestCaseSource(nameof(Paths))]
    public async Task Another_method_is_405_and_told_which_ones_there_are(string path, string[] allowed)
    {
        foreach (var method in All.Except(allowed))
        {
            using var answer = await _gateway.SendAsync(new(method), Full(path));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), method);
            Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(allowed), method);
            if (method == "HEAD")
            {
                continue;
            }

            var error = await TestGateway.JsonOf(answer);
            Assert.That(error.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.Error));
            Assert.That(error.GetProperty("status").GetString(), Is.EqualTo("405"));
            Assert.That(error.GetProperty("detail").GetString(), Does.StartWith($"{method} isn't possible at /scim/v2"));
        }
    }

    [Test]
    public void No_path_of_SCIM_is_forgotten_here()
    {
        var routes = _gateway.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/'))
            .Where(route => route.StartsWith("/scim/v2/", StringComparison.Ordinal) && !route.EndsWith("/.search", StringComparison.Ordinal))
            .Select(route => route["/scim/v2/".Length..].Split('{')[0].TrimEnd('/'))
            .Distinct(StringComparer.Ordinal);

        Assert.That(routes, Is.SubsetOf(Paths.Select(path => ((string)path.Arguments[0]!).Split('/')[0])));
    }

    [Rfc("9110-9.1-01", "9110-9.3.2-01")]
    [TestCase("Users")]
    [TestCase("Users?filter=userName+eq+%22ann%22")]
    [TestCase("Users/{user}")]
    [TestCase("Users/{user}?attributes=userName")]
    [TestCase("Groups")]
    [TestCase("Groups/{group}")]
    [TestCase("ServiceProviderConfig")]
    [TestCase("ResourceTypes")]
    [TestCase("ResourceTypes/Group")]
    [TestCase("Schemas")]
    [TestCase($"Schemas/{ScimUrns.Group}")]
    [TestCase("Users/nobody")]
    [TestCase("Users?filter=nonsense")]
    [TestCase("Nothing")]
    public async Task HEAD_has_the_status_and_the_headers_of_GET_and_no_body(string path)
    {
        using var get = await _gateway.Client.GetAsync(Full(path));

        using var head = await _gateway.SendAsync(HttpMethod.Head, Full(path));

        Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode));
        Assert.That(Headers(head), Is.EqualTo(Headers(get)));
        Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task HEAD_of_a_group_reads_no_members()
    {
        // A group that was only seen so far: its members would be read from the product.
        _gateway.Product.AddGroup("seen", "ann");
        var list = await _gateway.GetJsonAsync("Groups?filter=displayName+eq+%22seen%22&excludedAttributes=members");
        _gateway.Product.ForgetCalls();

        using var answer = await _gateway.SendAsync(HttpMethod.Head, $"Groups/{list.GetProperty("Resources")[0].GetProperty("id").GetString()}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_gateway.Product.Calls, Is.Empty);
    }

    [Test]
    [Rfc("9110-6.6.1-01")]
    public async Task Every_answer_tells_the_time([Values("Users/{user}", "Users/nobody", "Users?filter=nonsense")] string path)
    {
        using var answer = await _gateway.Client.GetAsync(Full(path));

        Assert.That(answer.Headers.Date, Is.Not.Null);
    }

    [Rfc("7644-3.13-01", "7644-3.13-02", "7644-3.13-03")]
    [TestCase("/scim/v2/Users", 200)]
    [TestCase("/scim/Users", 200)]
    [TestCase("/scim/v1/Users", 400)]
    [TestCase("/scim/v9/Users", 400)]
    [TestCase("/scim/V3/Users", 400)]
    [TestCase("/scim/v2.1/Users", 400)]
    [TestCase("/scim//v20/Users", 400)]
    [TestCase("/scim/v1", 400)]
    [TestCase("/scim/vx/Users", 404)]
    [TestCase("/scim/v2/v2/Users", 404)]
    public async Task Another_version_is_refused(string path, int status)
    {
        using var answer = await _gateway.Client.GetAsync(new Uri(_gateway.Address, path));

        var body = await TestGateway.JsonOf(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(body.TryGetProperty("scimType", out var type) ? type.GetString() : null, Is.EqualTo(status == 400 ? "invalidVers" : null));
    }

    [Test]
    [Rfc("7643-2.4-06", "7644-3.13-01")]
    public async Task With_and_without_a_version_it_is_the_same_resource_under_one_address()
    {
        using var plain = await _gateway.Client.GetAsync(new Uri(_gateway.Address, $"/scim/Users/{_user}"));
        using var versioned = await _gateway.Client.GetAsync($"Users/{_user}");

        Assert.That(await plain.Content.ReadAsStringAsync(), Is.EqualTo(await versioned.Content.ReadAsStringAsync()));
        Assert.That(plain.Headers.Location!.OriginalString, Does.EndWith($"/scim/v2/Users/{_user}"));
    }

    private string Full(string path) =>
        path.Replace("{user}", _user, StringComparison.Ordinal).Replace("{group}", _group, StringComparison.Ordinal);

    private static IEnumerable<string> Headers(HttpResponseMessage answer) =>
        from header in answer.Headers.Concat(answer.Content.Headers)
        where header.Key is not ("Date" or "X-Request-ID" or "Content-Length" or "Transfer-Encoding")
        orderby header.Key
        select $"{header.Key}: {string.Join(", ", header.Value)}";
}
