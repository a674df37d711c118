using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>What discovery says of schemas and types (RFC 7643 §5 to §8, RFC 7644 §4), and whether the answers are like that.</summary>
public sealed partial class SchemaConformanceTests
{
    private static readonly string[] Types = ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];

    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    [Rfc("7643-1.2-01", "7643-2.1-02", "7643-2.3-01", "7643-2.3.8-02", "7643-7-05", "7643-7-18")]
    public async Task Attributes_have_the_shape_that_the_core_schema_allows()
    {
        foreach (var schema in Resources(await _gateway.GetJsonAsync("Schemas")))
        {
            // The schemas of discovery describe schemas within schemas, which RFC 7643 §8.7.2 has so.
            var isOfDiscovery = Text(schema, "id") is ScimUrns.Schema or ScimUrns.ServiceProviderConfig or ScimUrns.ResourceType;
            foreach (var attribute in schema.GetProperty("attributes").EnumerateArray())
            {
                RequireShape(attribute, isPart: false, isOfDiscovery);
            }
        }
    }

    [Test]
    [Rfc("7643-2.4-03")]
    public async Task Parts_of_lists_have_their_usual_types()
    {
        var lists = Resources(await _gateway.GetJsonAsync("Schemas"))
            .Where(s => Text(s, "id") is ScimUrns.User or ScimUrns.Group)
            .SelectMany(s => s.GetProperty("attributes").EnumerateArray())
            .Where(a => a.GetProperty("multiValued").GetBoolean() && Text(a, "type") == "complex")
            .SelectMany(a => a.GetProperty("subAttributes").EnumerateArray());

        var odd = lists.Where(part => (Text(part, "name"), Text(part, "type")) switch
        {
            ("primary", var type) => type != "boolean",
            ("$ref", var type) => type != "reference",
            ("type" or "display", var type) => type != "string",
            ("value", var type) => type is not ("string" or "reference" or "binary"),
            _ => false,
        });

        Assert.That(odd.Select(part => part.GetRawText()), Is.Empty);
    }

    [TestCase("Users")]
    [TestCase("Groups")]
    [TestCase("")]
    [TestCase("Schemas")]
    [TestCase("ResourceTypes")]
    [TestCase("ServiceProviderConfig")]
    [TestCase("Users/none")]
    [TestCase("Users?filter=((")]
    [Rfc("7643-2.1-01", "7643-3-01", "7644-3.1-01", "7644-3.1-04")]
    public async Task Every_answer_names_its_schemas(string path)
    {
        await _gateway.CreateUserAsync($"schemas of {path}");

        using var answer = await _gateway.Client.GetAsync(path);

        var body = await TestGateway.JsonOf(answer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/scim+json"));
            Assert.That(Schemas(body), Is.Not.Empty.And.All.StartsWith("urn:ietf:params:scim:"));
            Assert.That(Resources(body).Select(Schemas), Is.All.Not.Empty);
        }
    }

    [Test]
    [Rfc("7643-6-04", "7643-6-05", "7643-7-01", "7643-7-02")]
    public async Task Every_schema_that_is_named_is_served()
    {
        await _gateway.CreateUserAsync("somebody");
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"some"}""");
        var types = Resources(await _gateway.GetJsonAsync("ResourceTypes"));
        var extensions = types.SelectMany(t => t.GetProperty("schemaExtensions").EnumerateArray()).ToList();
        var named = types.Select(t => Text(t, "schema"))
            .Concat(extensions.Select(e => Text(e, "schema")))
            .Concat(Resources(await _gateway.GetJsonAsync("")).SelectMany(Schemas))
            .Concat(types.SelectMany(Schemas))
            .Concat(Schemas(await _gateway.GetJsonAsync("ServiceProviderConfig")))
            .Distinct();

        foreach (var urn in named)
        {
            var schema = await _gateway.GetJsonAsync($"Schemas/{urn}");
            Assert.That(Text(schema, "id"), Is.EqualTo(urn));
            Assert.That(Text(schema, "name"), Is.Not.Empty);
        }

        Assert.That(extensions.Select(e => e.GetProperty("required").ValueKind), Is.Not.Empty.And.All.EqualTo(JsonValueKind.False));
    }

    [Test]
    [Rfc("7643-6-02", "7643-6-03", "7644-3.2-01")]
    public async Task A_type_is_what_its_endpoint_answers()
    {
        await _gateway.CreateUserAsync("of a type");
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Groups", """{"displayName":"of a type"}""");

        foreach (var type in Resources(await _gateway.GetJsonAsync("ResourceTypes")))
        {
            var list = await _gateway.GetJsonAsync(Text(type, "endpoint")[1..]);

            Assert.That(Text(type, "endpoint"), Is.EqualTo($"/{Text(type, "name")}s"));
            Assert.That(Resources(list).Select(r => Text(r.GetProperty("meta"), "resourceType")), Is.Not.Empty.And.All.EqualTo(Text(type, "name")));
        }
    }

    [TestCase(ScimUrns.ServiceProviderConfig)]
    [TestCase(ScimUrns.ResourceType)]
    [TestCase(ScimUrns.Schema)]
    [Rfc("7643-8.7.2-01")]
    public async Task The_resources_of_discovery_have_schemas(string urn) =>
        Assert.That((await _gateway.GetJsonAsync($"Schemas/{urn}")).GetProperty("attributes").GetArrayLength(), Is.Positive);

    [Test]
    [Rfc("7644-3.1-02")]
    public async Task Messages_are_no_schemas()
    {
        using var answer = await _gateway.Client.GetAsync($"Schemas/{ScimUrns.ListResponse}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(Resources(await _gateway.GetJsonAsync("Schemas")).Select(s => Text(s, "id")), Is.Not.Empty.And.None.Contains(":api:messages:"));
    }

    [Test]
    [Rfc("7643-5-08")]
    public async Task How_to_log_in_is_told_to_whoever_asks()
    {
        using var answer = await _gateway.CreateClient(null).GetAsync("ServiceProviderConfig");

        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("authenticationSchemes").GetArrayLength(), Is.Positive);
    }

    [TestCase("Schemas")]
    [TestCase("ResourceTypes")]
    [Rfc("7644-4-05")]
    public async Task Discovery_is_whole_whatever_is_asked(string path) => Assert.That(
        (await _gateway.GetJsonAsync($"{path}?count=1&startIndex=2&sortBy=name&sortOrder=descending")).GetRawText(),
        Is.EqualTo((await _gateway.GetJsonAsync(path)).GetRawText()));

    private static void RequireShape(JsonElement attribute, bool isPart, bool isOfDiscovery)
    {
        var (name, type) = (Text(attribute, "name"), Text(attribute, "type"));
        var parts = attribute.TryGetProperty("subAttributes", out var found) ? found.EnumerateArray().ToList() : [];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(name, Is.EqualTo("$ref").Or.Matches(Name()), name);
            Assert.That(Types, Does.Contain(type), name);
            Assert.That(parts.Count > 0, Is.EqualTo(type == "complex"), name);
            Assert.That(isPart && type == "complex" && !isOfDiscovery, Is.False, name);
            Assert.That(attribute.TryGetProperty("referenceTypes", out _) && type != "reference", Is.False, name);
        }

        parts.ForEach(part => RequireShape(part, isPart: true, isOfDiscovery));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static IEnumerable<string> Schemas(JsonElement json) => json.GetProperty("schemas").EnumerateArray().Select(urn => urn.GetString()!);

    private static JsonElement[] Resources(JsonElement list) =>
        list.TryGetProperty("Resources", out var resources) ? [.. resources.EnumerateArray()] : [];

    [GeneratedRegex("^[A-Za-z][-$_0-9A-Za-z]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
