using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.AspNetCore.Routing;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Api.OpenApi;

/// <summary>The API's description against the server that gives it.</summary>
public sealed class OpenApiTests
{
    private const string Patch = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"displayName","value":"Other"}]}""";

    private static readonly string[] Verbs = ["get", "head", "post", "put", "patch", "delete"];

    private TestGateway _gateway = null!;
    private JsonNode _document = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await TestGateway.StartAsync();
        _document = JsonNode.Parse(await _gateway.CreateClient(null).GetStringAsync("/openapi/v1.json"))!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public void It_is_OpenAPI_3_1() => Assert.That(_document["openapi"]!.GetValue<string>(), Does.StartWith("3.1."));

    [Test]
    public void Every_route_of_SCIM_is_described()
    {
        var mapped =
            from endpoint in _gateway.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let route = endpoint.RoutePattern.RawText!.TrimEnd('/')
            where route.StartsWith("/scim", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            select $"{method} {route}";

        Assert.That(Operations().Select(o => $"{o.Verb.ToUpperInvariant()} {o.Path}").Where(o => o.Contains("/scim", StringComparison.Ordinal)), Is.EquivalentTo(mapped));
    }

    [Test]
    public async Task Every_described_operation_answers_as_described_and_its_body_fits_the_schema()
    {
        var wrong = new List<string>();
        foreach (var (path, verb, operation) in Operations())
        {
            using var answer = await CallAsync(path, verb);

            var described = operation["responses"]![$"{(int)answer.StatusCode}"];
            var body = await answer.Content.ReadAsStringAsync();
            if (described is null)
            {
                wrong.Add($"{verb} {path}: {(int)answer.StatusCode} isn't described. {body}");
            }
            else if (body.Length > 0 && Misfit(described, answer.Content.Headers.ContentType!.MediaType!, body) is { } misfit)
            {
                wrong.Add($"{verb} {path}: {misfit}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [TestCase("GET", "Users?filter=nonsense", "/scim/v2/Users", 400)]
    [TestCase("GET", "Users/nobody", "/scim/v2/Users/{id}", 404)]
    [TestCase("POST", "Users", "/scim/v2/Users", 400)]
    public async Task An_error_fits_its_schema(string method, string path, string described, int status)
    {
        using var answer = await _gateway.SendAsync(new(method), path);

        var response = _document["paths"]![described]![method.ToLowerInvariant()]!["responses"]![$"{status}"]!;
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(Misfit(response, "application/scim+json", await answer.Content.ReadAsStringAsync()), Is.Null);
    }

    [Test]
    public void What_does_not_fit_a_schema_is_noticed()
    {
        var response = _document["paths"]!["/scim/v2/Users/{id}"]!["get"]!["responses"]!["200"]!;

        Assert.That(Misfit(response, "application/scim+json", """{"schemas":[],"userName":"ann","active":"yes"}"""), Is.Not.Null);
        Assert.That(Misfit(response, "application/scim+json", """{"schemas":[]}"""), Is.Not.Null);
        Assert.That(Misfit(response, "text/plain", "{}"), Is.Not.Null);
    }

    [Test]
    public async Task Every_example_is_taken_as_it_is()
    {
        var user = _document["paths"]!["/scim/v2/Users"]!["post"]!["requestBody"]!["content"]!["application/scim+json"]!["example"]!;
        var group = _document["paths"]!["/scim/v2/Groups"]!["post"]!["requestBody"]!["content"]!["application/scim+json"]!["example"]!;

        using var madeUser = await _gateway.SendAsync(HttpMethod.Post, "Users", user.ToJsonString());
        using var madeGroup = await _gateway.SendAsync(HttpMethod.Post, "Groups", group.ToJsonString());

        Assert.That((madeUser.StatusCode, madeGroup.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
        var bulk = _document["paths"]!["/scim/v2/Bulk"]!["post"]!["requestBody"]!["content"]!["application/scim+json"]!["example"]!;
        using var done = await _gateway.SendAsync(HttpMethod.Post, "Bulk", bulk.ToJsonString());
        Assert.That(
            (await TestGateway.JsonOf(done)).GetProperty("Operations").EnumerateArray().Select(o => o.GetProperty("status").GetString()),
            Is.EqualTo(new[] { "201", "201" }));
    }

    [TestCase("/scim/v2/.search")]
    [TestCase("/scim/v2/Users/.search")]
    [TestCase("/scim/v2/Groups/.search")]
    public async Task The_example_of_a_search_is_taken_as_it_is_and_its_pages_fit_the_schema(string path)
    {
        var operation = _document["paths"]![path]!["post"]!;
        var example = operation["requestBody"]!["content"]!["application/scim+json"]!["example"]!.DeepClone();
        example["filter"] = "displayName pr";
        example["count"] = 1;
        var kind = path.Contains("Groups", StringComparison.Ordinal) ? "displayName" : "userName";
        for (var i = 0; i < 2; i++)
        {
            using var made = await _gateway.SendAsync(HttpMethod.Post, kind == "userName" ? "Users" : "Groups", $$"""{"{{kind}}":"{{Guid.NewGuid():N}}","displayName":"{{Guid.NewGuid():N}}"}""");
        }

        using var asItIs = await _gateway.SendAsync(
            HttpMethod.Post, path, operation["requestBody"]!["content"]!["application/scim+json"]!["example"]!.ToJsonString());
        using var first = await _gateway.SendAsync(HttpMethod.Post, path, example.ToJsonString());
        var page = await first.Content.ReadAsStringAsync();
        example["cursor"] = JsonNode.Parse(page)!["nextCursor"]!.GetValue<string>();
        using var second = await _gateway.SendAsync(HttpMethod.Post, path, example.ToJsonString());

        var response = operation["responses"]!["200"]!;
        Assert.That(asItIs.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Misfit(response, "application/scim+json", page), Is.Null);
        Assert.That(Misfit(response, "application/scim+json", await second.Content.ReadAsStringAsync()), Is.Null);
        Assert.That(Misfit(response, "application/scim+json", page.Replace("\"nextCursor\":\"", "\"nextCursor\":[],\"x\":\"", StringComparison.Ordinal)), Is.Not.Null);
    }

    [Test]
    public void The_token_is_asked_for_everywhere_but_where_it_is_explained()
    {
        var open = Operations().Where(o => o.Operation["security"] is null).Select(o => o.Path).Distinct(StringComparer.Ordinal);

        Assert.That(open, Is.EquivalentTo(new[] { "/scim/v2/ServiceProviderConfig", "/health/live", "/health/ready" }));
        Assert.That(_document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!.GetValue<string>(), Is.EqualTo("bearer"));
    }

    [Test]
    public async Task An_extension_of_the_configuration_is_described()
    {
        var folder = Directory.CreateTempSubdirectory("scim-test-");
        var file = Path.Combine(folder.FullName, "badge.json");
        await File.WriteAllTextAsync(file, """{"id":"urn:example:badge","name":"Badge","description":"","attributes":[{"name":"number","type":"integer","description":"Its number."}]}""");
        await using var gateway = await TestGateway.StartAsync($"--Scim:Schemas:User:0={file}");

        var document = JsonNode.Parse(await gateway.Client.GetStringAsync("/openapi/v1.json"))!;

        folder.Delete(recursive: true);
        Assert.That(
            document["components"]!["schemas"]!["User"]!["properties"]!["urn:example:badge"]!["properties"]!["number"]!["type"]!.GetValue<string>(),
            Is.EqualTo("integer"));
    }

    [Test]
    public async Task The_pages_load_nothing_from_elsewhere()
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(_gateway.Address, "/docs/") };
        using var page = await client.GetAsync("");
        var html = await page.Content.ReadAsStringAsync();

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("\"showDeveloperTools\":\"never\"").And.Contain("\"hideClientButton\":true"));
        Assert.That(html, Does.Not.Match("(https?:)?//[a-z0-9.-]+\\.[a-z]{2,}"));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self';").And.Not.Contain("http"));
        var scripts = Regex.Matches(html, "(src|href)=\"(?<link>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => m.Groups["link"].Value).ToArray();
        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts)
        {
            using var answer = await client.GetAsync(script);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), script);
        }
    }

    private IEnumerable<(string Path, string Verb, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Verbs.Contains(operation.Key)
        select (path.Key, operation.Key, operation.Value!);

    private async Task<HttpResponseMessage> CallAsync(string path, string verb)
    {
        var isUser = path.Contains("/Users", StringComparison.Ordinal);
        var fresh = $"{(isUser ? "user" : "group")}-{Guid.NewGuid():N}"[..16];
        var resource = isUser
            ? $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{fresh}}","displayName":"{{fresh}}"}"""
            : $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{fresh}}"}""";
        if (path.Contains("{id}", StringComparison.Ordinal))
        {
            using var made = await _gateway.SendAsync(HttpMethod.Post, isUser ? "Users" : "Groups", resource);
            path = path.Replace("{id}", (await TestGateway.JsonOf(made)).GetProperty("id").GetString(), StringComparison.Ordinal);
        }

        path = path.Replace("{name}", "User", StringComparison.Ordinal).Replace("{urn}", "urn:ietf:params:scim:schemas:core:2.0:User", StringComparison.Ordinal);
        return await _gateway.SendAsync(new(verb.ToUpperInvariant()), path, verb switch
        {
            "post" when path.EndsWith("/Bulk", StringComparison.Ordinal) => $$"""{"Operations":[{"method":"POST","path":"/Groups","bulkId":"x","data":{"displayName":"{{fresh}}"} },{"method":"GET"}]}""",
            "post" when path.EndsWith("/.search", StringComparison.Ordinal) => """{"cursor":"","count":1}""",
            "post" or "put" => resource,
            "patch" => Patch,
            _ => null,
        });
    }

    private string? Misfit(JsonNode response, string mediaType, string body)
    {
        if (response["content"]?[mediaType]?["schema"] is not { } schema)
        {
            return $"{mediaType} isn't described";
        }

        var whole = new JsonObject { ["$defs"] = _document["components"]!["schemas"]!.DeepClone(), ["allOf"] = new JsonArray(schema.DeepClone()) };
        var read = JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
        var result = read.Evaluate(JsonSerializer.Deserialize<JsonElement>(body), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? null : $"{string.Join("; ", (result.Details ?? []).Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}"))} in {body}";
    }
}
