using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Every attribute that /Schemas serves can be asked for by its value, or is refused; none is answered with an empty list.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class FilterableTests(string store)
{
    private const string Badge = "urn:example:badge";

    private static readonly string[] Refused =
    [
        "groups.$ref", "meta.location", "password", $"{ScimUrns.EnterpriseUser}:manager.$ref", $"{ScimUrns.EnterpriseUser}:manager.displayName",
        $"{Badge}:pin", $"{Badge}:hidden", $"{Badge}:granted", "members.$ref",
    ];

    private TestGateway _gateway = null!;
    private DirectoryInfo? _folder;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var file = Path.Combine(_folder.FullName, "badge.json");
        await File.WriteAllTextAsync(file,
            """
            {"id":"urn:example:badge","name":"Badge","attributes":[
              {"name":"number","type":"integer"},{"name":"ratio","type":"decimal"},{"name":"since","type":"dateTime"},{"name":"on","type":"boolean"},
              {"name":"photo","type":"binary"},{"name":"tags","type":"string","multiValued":true},{"name":"page","type":"reference","referenceTypes":["external"]},
              {"name":"pin","mutability":"writeOnly","returned":"never"},{"name":"hidden","returned":"never"},{"name":"granted","mutability":"readOnly"},
              {"name":"asked","returned":"request"},{"name":"door","type":"complex","multiValued":true,"subAttributes":[
                {"name":"value","caseExact":true},{"name":"level","type":"integer"},{"name":"$ref","type":"reference","referenceTypes":["external"]}]}]}
            """);
        _gateway = await GatewayOn.StartAsync(store, $"--Scim:Schemas:User:0={file}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    [Test]
    [Rfc("7644-3.4.2.2-04", "7644-3.4.2.2-06", "7643-4.1.1-13", "7644-3.4.2.2-22")]
    public async Task Each_served_attribute_finds_its_resource_or_is_refused()
    {
        var schemas = (await _gateway.GetJsonAsync("Schemas")).GetProperty("Resources").EnumerateArray().ToDictionary(s => s.GetProperty("id").GetString()!);
        var (user, group) = await CreateAsync(schemas);
        var wrong = new List<string>();
        var refused = new List<string>();
        foreach (var (endpoint, resource, path, value) in PathsOf(schemas, user).Select(p => ("Users", user, p.Path, p.Value))
            .Concat(PathsOf(schemas, group).Select(p => ("Groups", group, p.Path, p.Value))))
        {
            foreach (var filter in (string?[])[$"{path} pr", value is null ? null : $"{path} eq {value}"])
            {
                if (filter is null)
                {
                    continue;
                }

                using var answer = await _gateway.Client.GetAsync($"{endpoint}?filter={Uri.EscapeDataString(filter)}");
                var body = await TestGateway.JsonOf(answer);
                if (answer.StatusCode == HttpStatusCode.BadRequest && body.GetProperty("scimType").GetString() == "invalidFilter")
                {
                    refused.Add(path);
                }
                else if (answer.StatusCode != HttpStatusCode.OK
                    || body.GetProperty("Resources").EnumerateArray().All(r => r.GetProperty("id").GetString() != resource["id"]!.GetValue<string>()))
                {
                    wrong.Add($"{filter}: {(int)answer.StatusCode} {body}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(refused.Distinct(), Is.EquivalentTo(Refused));
    }

    [TestCase("password pr")]
    [TestCase("password eq \"x\"")]
    [TestCase("urn:example:badge:pin sw \"1\"")]
    [TestCase("userName eq \"a\" and not (urn:example:badge:hidden eq \"x\")")]
    [TestCase("groups[$ref co \"x\"]")]
    public async Task What_nobody_may_read_nobody_can_guess_at(string filter)
    {
        using var answer = await _gateway.Client.GetAsync($"Users?filter={Uri.EscapeDataString(filter)}");

        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo("invalidFilter"));
    }

    /// <summary>A user with a value of every attribute that a client may write, in a group.</summary>
    private async Task<(JsonObject User, JsonObject Group)> CreateAsync(Dictionary<string, JsonElement> schemas)
    {
        var wanted = Object(schemas[ScimUrns.User]);
        wanted[ScimUrns.EnterpriseUser] = Object(schemas[ScimUrns.EnterpriseUser]);
        wanted[Badge] = Object(schemas[Badge]);
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Users", wanted.ToJsonString());
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var id = (await TestGateway.JsonOf(made)).GetProperty("id").GetString();
        using var group = await _gateway.SendAsync(
            HttpMethod.Post, "Groups", $$"""{"displayName":"All","externalId":"all","members":[{"value":"{{id}}"}]}""");
        var user = JsonNode.Parse(await _gateway.Client.GetStringAsync($"Users/{id}"))!.AsObject();
        user[Badge]!["asked"] = wanted[Badge]!["asked"]!.DeepClone();
        return (user, JsonNode.Parse(await group.Content.ReadAsStringAsync())!.AsObject());
    }

    private static JsonObject Object(JsonElement definition)
    {
        var made = new JsonObject();
        foreach (var attribute in definition.GetProperty(definition.TryGetProperty("attributes", out _) ? "attributes" : "subAttributes").EnumerateArray())
        {
            var name = attribute.GetProperty("name").GetString()!;
            if (attribute.GetProperty("mutability").GetString() != "readOnly")
            {
                var one = attribute.GetProperty("type").GetString() == "complex" ? Object(attribute) : Simple(attribute, name);
                made[name] = attribute.GetProperty("multiValued").GetBoolean() ? new JsonArray(one) : one;
            }
        }

        return made;
    }

    private static JsonNode Simple(JsonElement attribute, string name) => attribute.GetProperty("type").GetString() switch
    {
        "boolean" => true,
        "integer" => 42,
        "decimal" => 2.5m,
        "dateTime" => "2026-01-31T12:00:00+01:00",
        "binary" => "AQIDBA==",
        "reference" => "https://example.com/it",
        _ => name == "value" ? "it@example.com" : $"It's {name}",
    };

    /// <summary>The paths of all attributes of a resource's schemas, each with a literal that the resource has there; none for a complex one.</summary>
    private static IEnumerable<(string Path, string? Value)> PathsOf(Dictionary<string, JsonElement> schemas, JsonObject resource)
    {
        foreach (var common in (string[])["schemas", "id", "meta", "meta.resourceType", "meta.created", "meta.lastModified", "meta.location", "meta.version"])
        {
            yield return (common, common == "meta" ? null : Literal(At(resource, common.Split('.'))));
        }

        foreach (var urn in resource["schemas"]!.AsArray().Select(s => s!.GetValue<string>()))
        {
            var (prefix, within) = urn is ScimUrns.User or ScimUrns.Group ? ("", resource) : ($"{urn}:", resource[urn]!.AsObject());
            foreach (var attribute in schemas[urn].GetProperty("attributes").EnumerateArray())
            {
                var name = attribute.GetProperty("name").GetString()!;
                var isComplex = attribute.TryGetProperty("subAttributes", out var subs);
                yield return (prefix + name, isComplex ? null : Literal(At(within, name)));
                foreach (var sub in isComplex ? subs.EnumerateArray().Select(s => s.GetProperty("name").GetString()!) : [])
                {
                    yield return ($"{prefix}{name}.{sub}", Literal(At(within, name, sub)));
                }
            }
        }
    }

    private static JsonNode? At(JsonNode? node, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            node = node is JsonArray list ? list[0]?[name] : node?[name];
        }

        return node is JsonArray { Count: > 0 } values ? values[0] : node;
    }

    // What the resource doesn't have is asked for all the same: it should be refused.
    private static string Literal(JsonNode? value) => value is null or JsonObject ? "\"nothing\"" : value.ToJsonString();
}
