using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7643 §5 and §6, RFC 7644 §4: what the gateway says of itself is so.</summary>
public sealed class DiscoveryConformanceTests : ConformanceFixture
{
    private protected override string[] Settings => ["--Scim:Limits:PageSize=3"];

    [Test]
    [Rfc("7643-5-01", "7643-5-04", "7643-5-05", "7643-5-07", "7643-2.1-01", "7644-3.5-02", "7644-4-01")]
    public async Task The_configuration_is_one_object_with_every_member_that_is_required()
    {
        var config = await GetAsync("ServiceProviderConfig");

        Assert.That(config.Status, Is.EqualTo(200));
        Assert.That(config.Find("schemas")!.Value.EnumerateArray().Select(urn => urn.GetString()), Is.EqualTo(new[] { ScimUrns.ServiceProviderConfig }));
        Assert.That(config.Has("Resources"), Is.False);
        Assert.That(
            new[] { "patch", "filter", "changePassword", "sort", "etag" }.Select(name => config.At($"{name}.supported")),
            Is.EqualTo(new[] { "true", "true", "false", "true", "true" }));
        Assert.That(config.At("bulk.supported"), Is.AnyOf("true", "false"));
        var schemes = config.Find("authenticationSchemes")!.Value.EnumerateArray().ToList();
        Assert.That(schemes.Select(scheme => scheme.GetProperty("type").GetString()), Does.Contain("oauthbearertoken"));
        Assert.That(schemes.All(scheme => scheme.GetProperty("name").GetString()!.Length > 0 && scheme.GetProperty("description").GetString()!.Length > 0));
    }

    [Test]
    [Rfc("7643-5-02")]
    public async Task Bulk_tells_its_limits_as_integers()
    {
        var bulk = (await GetAsync("ServiceProviderConfig")).Body.GetProperty("bulk");

        Assert.That(bulk.GetProperty("supported").ValueKind, Is.AnyOf(JsonValueKind.True, JsonValueKind.False));
        Assert.That(bulk.GetProperty("maxOperations").TryGetInt32(out _) && bulk.GetProperty("maxPayloadSize").TryGetInt64(out _));
    }

    [Test]
    [Rfc("7643-5-03", "7644-3.4.2-06", "7644-3.4.2-07", "7643-2.3.4-01")]
    public async Task No_page_holds_more_than_the_most_that_is_told_and_a_part_says_which()
    {
        for (var i = 0; i < 4; i++)
        {
            await UserAsync();
        }

        var most = (await GetAsync("ServiceProviderConfig")).Find("filter.maxResults")!.Value.GetInt32();
        var page = await GetAsync("Users?count=100&startIndex=2");

        Assert.That(most, Is.EqualTo(3));
        Assert.That(page.Body.GetProperty("Resources").GetArrayLength(), Is.EqualTo(3));
        Assert.That((page.At("startIndex"), page.At("itemsPerPage")), Is.EqualTo(("2", "3")));
        Assert.That(page.Body.GetProperty("totalResults").GetRawText(), Does.Match("^[0-9]+$"));
    }

    [Test]
    [Rfc("7643-5-08")]
    public async Task How_to_authenticate_can_be_read_without_doing_so()
    {
        using var answer = await Gateway.CreateClient(null).GetAsync("ServiceProviderConfig");

        Assert.That((await ReadAsync(answer)).At("authenticationSchemes.0.type"), Is.EqualTo("oauthbearertoken"));
    }

    [TestCase("User", "/Users", ScimUrns.User)]
    [TestCase("Group", "/Groups", ScimUrns.Group)]
    [Rfc("7643-6-01", "7643-6-02", "7643-6-03", "7643-6-04", "7643-6-05", "7644-3.2-01", "7644-4-03", "7644-3.4.1-01")]
    public async Task A_resource_type_leads_to_its_endpoint_and_its_schemas(string name, string endpoint, string schema)
    {
        var user = await UserAsync();
        await GroupAsync(user.Id);

        var type = await GetAsync($"ResourceTypes/{name}");

        Assert.That((type.Status, type.At("name"), type.At("endpoint"), type.At("schema")), Is.EqualTo((200, name, endpoint, schema)));
        Assert.That((type.Has("Resources"), type.At("description")), Is.Not.EqualTo((true, "")));
        var list = await GetAsync(endpoint.TrimStart('/'));
        Assert.That(list.At("schemas.0"), Is.EqualTo(ScimUrns.ListResponse));
        Assert.That(list.At("Resources.0.meta.resourceType"), Is.EqualTo(name));
        Assert.That((await GetAsync($"Schemas/{schema}")).Id, Is.EqualTo(schema));
        foreach (var extension in type.Find("schemaExtensions") is { } extensions ? [.. extensions.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            var urn = extension.GetProperty("schema").GetString();
            Assert.That((await GetAsync($"Schemas/{urn}")).Id, Is.EqualTo(urn));
            Assert.That(extension.GetProperty("required").ValueKind, Is.AnyOf(JsonValueKind.True, JsonValueKind.False));
        }
    }

    [TestCase("Schemas")]
    [TestCase("ResourceTypes")]
    [Rfc("7644-4-02", "7644-4-04", "7644-4-05", "7644-3.4.2-03")]
    public async Task A_list_is_whole_whatever_paging_and_sorting_ask_for(string path)
    {
        var whole = await GetAsync(path);
        var asked = await GetAsync($"{path}?count=1&startIndex=2&sortBy=name&sortOrder=descending");

        Assert.That(whole.At("schemas.0"), Is.EqualTo(ScimUrns.ListResponse));
        Assert.That(whole.At("totalResults"), Is.EqualTo($"{whole.Body.GetProperty("Resources").GetArrayLength()}"));
        Assert.That(asked.Body.GetRawText(), Is.EqualTo(whole.Body.GetRawText()));
        var ids = whole.Body.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("id").GetString()!);
        Assert.That(ids, path == "Schemas" ? Is.SupersetOf(new[] { ScimUrns.User, ScimUrns.Group, ScimUrns.EnterpriseUser, Sample }) : Is.EquivalentTo(new[] { "User", "Group" }));
    }

    [TestCase("Schemas")]
    [TestCase("ResourceTypes")]
    [TestCase("ServiceProviderConfig")]
    [Rfc("7644-4-06")]
    public async Task A_filter_on_what_the_gateway_says_of_itself_is_forbidden(string path)
    {
        var answer = await GetAsync($"{path}?filter=id+pr");

        Assert.That((answer.Status, answer.At("schemas.0")), Is.EqualTo((403, ScimUrns.Error)));
    }

    [TestCase("Schemas/urn:example:nothing")]
    [TestCase("ResourceTypes/Robot")]
    [TestCase($"Schemas/{ScimUrns.ListResponse}")]
    [TestCase($"Schemas/{ScimUrns.Error}")]
    [TestCase($"Schemas/{ScimUrns.PatchOp}")]
    [Rfc("7644-4-03", "7644-3.1-02")]
    public async Task What_is_no_schema_or_type_is_not_found(string path) => Assert.That((await GetAsync(path)).Status, Is.EqualTo(404));

    [Test]
    [Rfc("7644-3.1-01", "7644-3.1-02")]
    public async Task Messages_have_URNs_of_their_own_that_no_schema_has()
    {
        var schemas = (await GetAsync("Schemas")).Body.GetProperty("Resources").EnumerateArray().Select(schema => schema.GetProperty("id").GetString());
        var list = await GetAsync("Users?count=0");
        var error = await GetAsync("Users/nobody");

        Assert.That(schemas, Has.None.StartsWith("urn:ietf:params:scim:api:"));
        Assert.That(new[] { list.At("schemas.0"), error.At("schemas.0") }, Is.All.StartsWith("urn:ietf:params:scim:api:messages:2.0:"));
    }

    [Test]
    [Rfc("7643-7-01", "7643-3-02", "7643-3.3-01")]
    public async Task Every_schema_that_a_resource_names_is_served_and_belongs_to_its_type()
    {
        var user = await UserAsync($$"""
            "{{ScimUrns.EnterpriseUser}}":{"department":"Tours"},"{{Sample}}":{"plain":"x"}
            """);
        var group = await GroupAsync(user.Id);

        foreach (var (resource, type) in new[] { (user, "User"), (await UserAsync(), "User"), (group, "Group") })
        {
            var definition = await GetAsync($"ResourceTypes/{type}");
            string[] known =
            [
                definition.At("schema")!,
                .. definition.Find("schemaExtensions") is { } extensions ? extensions.EnumerateArray().Select(e => e.GetProperty("schema").GetString()!) : [],
            ];
            var named = resource.Find("schemas")!.Value.EnumerateArray().Select(urn => urn.GetString()!).ToList();
            Assert.That(named, Does.Contain(known[0]).And.SubsetOf(known));
            foreach (var urn in named)
            {
                Assert.That((await GetAsync($"Schemas/{urn}")).Status, Is.EqualTo(200), urn);
            }
        }
    }

    [TestCase("ServiceProviderConfig", ScimUrns.ServiceProviderConfig)]
    [TestCase("ResourceTypes/User", ScimUrns.ResourceType)]
    [TestCase($"Schemas/{ScimUrns.User}", ScimUrns.Schema)]
    [TestCase($"Schemas/{ScimUrns.Schema}", ScimUrns.Schema)]
    [Rfc("7643-7-01", "7643-8.7.2-01")]
    public async Task What_the_gateway_says_of_itself_keeps_to_a_schema_that_is_served(string path, string urn)
    {
        var document = await GetAsync(path);
        var schema = await GetAsync($"Schemas/{urn}");

        Assert.That((document.At("schemas.0"), schema.Status, schema.Id), Is.EqualTo((urn, 200, urn)));
        Fits(document.Body, schema.Body.GetProperty("attributes"), "schemas", "meta", "id");

        static void Fits(JsonElement value, JsonElement attributes, params string[] common)
        {
            foreach (var attribute in attributes.EnumerateArray().Where(attribute => attribute.GetProperty("required").GetBoolean()))
            {
                Assert.That(value.TryGetProperty(attribute.GetProperty("name").GetString()!, out _), attribute.GetRawText());
            }

            foreach (var member in value.EnumerateObject().Where(member => !common.Contains(member.Name)))
            {
                var attribute = attributes.EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == member.Name);
                Assert.That(member.Value.ValueKind == JsonValueKind.Array, Is.EqualTo(attribute.GetProperty("multiValued").GetBoolean()), member.Name);
                if (attribute.GetProperty("type").GetString() == "complex" && attribute.TryGetProperty("subAttributes", out var subs) && member.Name != "subAttributes")
                {
                    foreach (var element in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
                    {
                        Fits(element, subs);
                    }
                }
            }
        }
    }

    [TestCase("ServiceProviderConfig")]
    [TestCase("ResourceTypes")]
    [TestCase("ResourceTypes/Group")]
    [TestCase("Schemas")]
    [TestCase($"Schemas/{ScimUrns.User}")]
    [TestCase("Users?count=1")]
    [TestCase("Users/nobody")]
    [TestCase("Nothing")]
    [Rfc("7643-3-01", "7643-2.1-01", "7644-3.1-04", "7644-3.8-05", "7644-8.1-01")]
    public async Task Every_body_names_its_schemas_and_is_SCIM_JSON(string path)
    {
        var answer = await GetAsync(path);

        Assert.That(answer.Find("schemas")!.Value.GetArrayLength(), Is.GreaterThan(0));
        Assert.That(answer.At("schemas.0"), Does.StartWith("urn:"));
        Assert.That(answer.Headers["Content-Type"], Does.StartWith("application/scim+json"));
    }
}
