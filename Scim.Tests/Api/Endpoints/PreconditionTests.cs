using System.Net;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>RFC 7644 §3.14 and RFC 9110 §13: what a client says of the version it knows.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class PreconditionTests(string store)
{
    private const string UserPatch = """{"Operations":[{"op":"replace","path":"title","value":"Pilot"}]}""";
    private const string GroupPatch = """{"Operations":[{"op":"replace","path":"externalId","value":"e1"}]}""";

    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await GatewayOn.StartAsync(store);
        await _gateway.CreateUserAsync("first");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    [Rfc("7644-3.14-05", "7644-3.14-06", "9110-13.1.1-01", "9110-13.1.1-03", "9110-13.1.1-04")]
    [TestCase("PUT", "Users")]
    [TestCase("PATCH", "Users")]
    [TestCase("DELETE", "Users")]
    [TestCase("PUT", "Groups")]
    [TestCase("PATCH", "Groups")]
    [TestCase("DELETE", "Groups")]
    public async Task A_change_of_a_version_that_is_gone_is_412_and_nothing_is_done(string method, string endpoint)
    {
        var (path, old) = await CreateAsync(endpoint);
        var current = await ChangeAsync(path);
        _gateway.Product.ForgetCalls();

        using var answer = await SendAsync(method, path, old);

        var error = await TestGateway.JsonOf(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That(error.GetProperty("status").GetString(), Is.EqualTo("412"));
        Assert.That(
            error.GetProperty("detail").GetString(),
            Is.EqualTo($"The resource's version is {current} and not the expected one, as somebody changed it meanwhile: nothing was done. Read it again."));
        Assert.That(_gateway.Product.Calls, Is.Empty);
        Assert.That(await TagOfAsync(path), Is.EqualTo(current));
        Assert.That((await _gateway.AuditOfAsync(answer)).Single().Status, Is.EqualTo(412));
    }

    [Rfc("7644-3.14-01", "7644-3.14-05", "7644-3.14-06", "9110-13.1.1-05")]
    [Test]
    public async Task A_change_of_the_version_that_is_there_is_made(
        [Values("PUT", "PATCH", "DELETE")] string method, [Values("Users", "Groups")] string endpoint, [Values("{0}", "\"a\", {0}", ",{0} ,", "*")] string header)
    {
        var (path, tag) = await CreateAsync(endpoint);

        using var answer = await SendAsync(method, path, header.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.That((int)answer.StatusCode, Is.EqualTo(method == "DELETE" || (method == "PATCH" && endpoint == "Groups") ? 204 : 200));
    }

    [Test]
    [Rfc("9110-13.1.1-02", "9110-13.1.2-01")]
    public async Task Tags_are_compared_weakly()
    {
        var (path, tag) = await CreateAsync("Users");

        using var changed = await SendAsync("PATCH", path, tag["W/".Length..]);
        using var known = await SendAsync("GET", path, ifNoneMatch: changed.Headers.ETag!.Tag);

        Assert.That((changed.StatusCode, known.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotModified)));
    }

    [Rfc("9110-13.1.2-02", "9110-13.1.2-03", "9110-13.1.2-04")]
    [TestCase("{0}")]
    [TestCase("*")]
    [TestCase("\"a\",{0}")]
    public async Task If_None_Match_stops_a_change_of_what_it_names(string header)
    {
        var (path, tag) = await CreateAsync("Users");
        _gateway.Product.ForgetCalls();
        header = header.Replace("{0}", tag, StringComparison.Ordinal);

        foreach (var method in (string[])["PUT", "PATCH", "DELETE"])
        {
            using var answer = await SendAsync(method, path, ifNoneMatch: header);

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed), method);
        }

        Assert.That(_gateway.Product.Calls, Is.Empty);
        Assert.That(await TagOfAsync(path), Is.EqualTo(tag));
    }

    [Test]
    [Rfc("9110-13.1.2-03")]
    public async Task If_None_Match_lets_a_change_of_another_version_pass()
    {
        var (path, _) = await CreateAsync("Users");

        using var answer = await SendAsync("PATCH", path, ifNoneMatch: "W/\"0\"");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    [Rfc("7644-3.14-04", "9110-13.1.2-03", "9110-13.1.2-04", "9110-15.4.5-01", "9110-15.4.5-02")]
    public async Task A_reader_that_has_the_version_gets_304(
        [Values("GET", "HEAD")] string method, [Values("Users", "Groups")] string endpoint, [Values("{0}", "*")] string header, [Values("", "?attributes=displayName")] string query)
    {
        var (path, tag) = await CreateAsync(endpoint);
        using var whole = await _gateway.Client.GetAsync(path + query);

        using var answer = await SendAsync(method, path + query, ifNoneMatch: header.Replace("{0}", tag, StringComparison.Ordinal));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo(tag));
        Assert.That(answer.Headers.Location, Is.EqualTo(whole.Headers.Location));
        Assert.That(answer.Content.Headers.ContentLocation, Is.EqualTo(whole.Content.Headers.ContentLocation).And.Not.Null);
        Assert.That(answer.Content.Headers.ContentType, Is.Null);
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    [Rfc("7644-3.14-04")]
    public async Task After_a_change_the_reader_gets_the_new_version()
    {
        var (path, old) = await CreateAsync("Users");
        var current = await ChangeAsync(path);

        using var answer = await SendAsync("GET", path, ifNoneMatch: old);

        Assert.That((answer.StatusCode, answer.Headers.ETag!.ToString()), Is.EqualTo((HttpStatusCode.OK, current)));
    }

    [Test]
    public async Task A_change_in_the_product_is_seen_before_304_is_answered()
    {
        var id = await _gateway.CreateUserAsync("elsewhere");
        var tag = await TagOfAsync($"Users/{id}");
        _gateway.Product.RenameUser("elsewhere", "moved");

        using var answer = await SendAsync("GET", $"Users/{id}", ifNoneMatch: tag);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("userName").GetString(), Is.EqualTo("moved"));
    }

    [Test]
    [Rfc("9110-13.2.2-01")]
    public async Task If_Match_comes_before_If_None_Match()
    {
        var (path, tag) = await CreateAsync("Users");

        using var answer = await SendAsync("GET", path, "W/\"0\"", tag);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionFailed));
    }

    [Rfc("9110-13.1.3-01")]
    [TestCase("GET", 200)]
    [TestCase("PATCH", 200)]
    public async Task If_Modified_Since_is_passed_over(string method, int status)
    {
        var (path, _) = await CreateAsync("Users");
        using var request = Request(method, path, null, method == "GET" ? "\"other\"" : null);
        request.Headers.IfModifiedSince = DateTimeOffset.UnixEpoch.AddYears(200);

        using var answer = await _gateway.Client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    [Rfc("9110-13.2.1-01", "9110-13.1.1-05")]
    public async Task What_fails_anyway_fails_as_without_preconditions([Values("\"old\"", "*")] string header)
    {
        var (path, _) = await CreateAsync("Users");
        using var stranger = Request("PATCH", path, header);
        using var broken = Request("PATCH", path, header);
        broken.Content = new StringContent("{");

        using var unknownToken = await _gateway.CreateClient("nobody's token").SendAsync(stranger);
        using var unknownId = await SendAsync("PATCH", "Users/nobody", header);
        using var unreadable = await _gateway.Client.SendAsync(broken);

        Assert.That((int)unknownToken.StatusCode, Is.EqualTo(401));
        Assert.That((int)unknownId.StatusCode, Is.EqualTo(404));
        Assert.That((int)unreadable.StatusCode, Is.EqualTo(415).Or.EqualTo(400));
    }

    [TestCase("7")]
    [TestCase("W/7")]
    [TestCase("w/\"7\"")]
    [TestCase("\"7")]
    [TestCase("\"7\" \"8\"")]
    [TestCase("*, \"7\"")]
    [TestCase(",")]
    [TestCase("\"a b\"")]
    public async Task A_header_that_holds_no_tags_is_400(string header)
    {
        var (path, tag) = await CreateAsync("Users");

        foreach (var name in (string[])["If-Match", "If-None-Match"])
        {
            foreach (var method in (string[])["GET", "PUT", "PATCH", "DELETE"])
            {
                using var request = Request(method, path, null);
                request.Headers.TryAddWithoutValidation(name, header);

                using var answer = await _gateway.Client.SendAsync(request);

                var error = await TestGateway.JsonOf(answer);
                Assert.That((int)answer.StatusCode, Is.EqualTo(400), $"{method} {name}");
                Assert.That(error.GetProperty("scimType").GetString(), Is.EqualTo("invalidValue"));
                Assert.That(
                    error.GetProperty("detail").GetString(),
                    Is.EqualTo($"{name}: expected entity tags such as W/\"7\" with commas between them, or *, found '{header}'."));
            }
        }

        Assert.That(await TagOfAsync(path), Is.EqualTo(tag));
    }

    [Test]
    [Rfc("9110-8.8.1-01")]
    public async Task A_groups_tag_changes_with_its_members_and_not_with_a_change_of_nothing()
    {
        var ann = await _gateway.CreateUserAsync($"ann-{Guid.NewGuid():N}");
        var (path, empty) = await CreateAsync("Groups");
        var add = $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{ann}}"}]}]}""";
        var remove = $$"""{"Operations":[{"op":"remove","path":"members[value eq \"{{ann}}\"]"}]}""";

        var with = await PatchAsync(path, add);
        var without = await PatchAsync(path, remove);
        var same = await PatchAsync(path, GroupPatch);
        var again = await PatchAsync(path, GroupPatch);

        Assert.That(new[] { empty, with, without, same }, Is.Unique);
        Assert.That(again, Is.EqualTo(same));
        Assert.That(await TagOfAsync(path), Is.EqualTo(again));
    }

    [Test]
    [Rfc("9110-13.1.1-01")]
    public async Task Of_many_changes_of_one_version_one_is_made()
    {
        var (path, tag) = await CreateAsync("Users");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, path)
            {
                Content = new StringContent($$"""{"Operations":[{"op":"replace","path":"title","value":"Pilot {{i}}"}]}""", null, "application/scim+json"),
            };
            request.Headers.TryAddWithoutValidation("If-Match", tag);
            using var answer = await _gateway.Client.SendAsync(request);
            return answer.StatusCode;
        }));

        Assert.That(answers.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(status => status == HttpStatusCode.PreconditionFailed), Is.EqualTo(7));
    }

    [Test]
    [Rfc("7643-3.1-20", "7643-3.1-21", "7643-5-06", "7643-3.1-19", "7644-3.14-02", "7644-3.14-03", "7644-3.1-03")]
    public async Task Every_answer_about_a_resource_carries_its_tag_and_its_place([Values("Users", "Groups")] string endpoint)
    {
        using var made = await _gateway.SendAsync(HttpMethod.Post, endpoint, BodyOf(endpoint));
        var path = $"{endpoint}/{(await TestGateway.JsonOf(made)).GetProperty("id").GetString()}";

        using var put = await SendAsync("PUT", path);
        using var patched = await SendAsync("PATCH", $"{path}?attributes=meta");
        using var read = await _gateway.Client.GetAsync(path);

        foreach (var answer in (HttpResponseMessage[])[made, put, patched, read])
        {
            var meta = (await TestGateway.JsonOf(answer)).GetProperty("meta");
            Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo(meta.GetProperty("version").GetString()).And.StartWith("W/\""));
            Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo(meta.GetProperty("location").GetString()));
            Assert.That(answer.Content.Headers.ContentLocation!.OriginalString, Is.EqualTo(answer.Headers.Location!.OriginalString));
            Assert.That(answer.Headers.Location.OriginalString, Does.StartWith("http").And.EndsWith($"/scim/v2/{path}"));
        }
    }

    [Test]
    [Rfc("7644-3.14-02")]
    public async Task A_204_about_a_resource_that_stays_carries_its_tag()
    {
        var (path, _) = await CreateAsync("Groups");

        using var answer = await SendAsync("PATCH", path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(answer.Headers.ETag!.ToString(), Is.EqualTo(await TagOfAsync(path)));
    }

    private async Task<(string Path, string Tag)> CreateAsync(string endpoint)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, endpoint, BodyOf(endpoint));
        return ($"{endpoint}/{(await TestGateway.JsonOf(answer)).GetProperty("id").GetString()}", answer.Headers.ETag!.ToString());
    }

    private static string BodyOf(string endpoint)
    {
        var name = $"v-{Guid.NewGuid():N}";
        return endpoint == "Users" ? $$"""{"userName":"{{name}}","displayName":"{{name}}"}""" : $$"""{"displayName":"{{name}}"}""";
    }

    /// <summary>Changes it, and tells its new tag.</summary>
    private async Task<string> ChangeAsync(string path)
    {
        await PatchAsync(path, """{"Operations":[{"op":"replace","path":"externalId","value":"changed"}]}""");
        return await TagOfAsync(path);
    }

    private async Task<string> PatchAsync(string path, string body)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Patch, path, body);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.ETag!.ToString();
    }

    private async Task<string> TagOfAsync(string path)
    {
        using var answer = await _gateway.Client.GetAsync(path);
        return answer.Headers.ETag!.ToString();
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? ifMatch = null, string? ifNoneMatch = null)
    {
        using var request = Request(method, path, ifMatch, ifNoneMatch);
        return await _gateway.Client.SendAsync(request);
    }

    private static HttpRequestMessage Request(string method, string path, string? ifMatch, string? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(new(method), path);
        var endpoint = path.Split('/')[0];
        var body = method switch
        {
            "PUT" => BodyOf(endpoint),
            "PATCH" => endpoint == "Users" ? UserPatch : GroupPatch,
            _ => null,
        };
        if (body is not null)
        {
            request.Content = new StringContent(body, null, "application/scim+json");
        }

        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("If-Match", ifMatch), ("If-None-Match", ifNoneMatch)])
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }
}
