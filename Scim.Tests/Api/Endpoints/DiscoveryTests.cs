using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

public sealed class DiscoveryTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _gateway = await TestGateway.StartAsync("--Scim:PublicUrl=https://scim.example.com");

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task The_service_provider_says_what_it_can_and_nothing_more()
    {
        var config = await _gateway.Client.GetStringAsync("ServiceProviderConfig");

        Assert.That(config, Is.EqualTo("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true},
            "bulk":{"supported":true,"maxOperations":1000,"maxPayloadSize":4194304},"filter":{"supported":true,"maxResults":500},
            "changePassword":{"supported":false},"sort":{"supported":true},"etag":{"supported":true},
            "pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":500,"maxPageSize":500,"cursorTimeout":3600},
            "authenticationSchemes":[{"type":"oauthbearertoken","name":"Bearer token",
            "description":"A token made by \"scim token create\", in the Authorization header.",
            "specUri":"https://www.rfc-editor.org/info/rfc6750","primary":true}],
            "meta":{"resourceType":"ServiceProviderConfig","location":"https://scim.example.com/scim/v2/ServiceProviderConfig"}}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public async Task A_resource_type_names_its_schema_and_extensions()
    {
        var type = await _gateway.Client.GetStringAsync("ResourceTypes/User");

        Assert.That(type, Is.EqualTo("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],"id":"User","name":"User","endpoint":"/Users",
            "description":"A person with an account in the product.","schema":"urn:ietf:params:scim:schemas:core:2.0:User",
            "schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}],
            "meta":{"resourceType":"ResourceType","location":"https://scim.example.com/scim/v2/ResourceTypes/User"}}
            """.ReplaceLineEndings("")));
    }

    [TestCase("ResourceTypes", "User,Group")]
    [TestCase("Schemas", $"{ScimUrns.User},{ScimUrns.Group},{ScimUrns.EnterpriseUser},{ScimUrns.ServiceProviderConfig},{ScimUrns.ResourceType},{ScimUrns.Schema}")]
    public async Task A_list_is_a_list_response_with_all_there_is(string path, string ids)
    {
        var list = await _gateway.GetJsonAsync(path);

        Assert.That(list.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.ListResponse));
        Assert.That(list.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("id").GetString()), Is.EqualTo(ids.Split(',')));
        Assert.That(
            new[] { "totalResults", "startIndex", "itemsPerPage" }.Select(name => list.GetProperty(name).GetInt32()),
            Is.EqualTo(new[] { ids.Split(',').Length, 1, ids.Split(',').Length }));
    }

    [TestCase(ScimUrns.User)]
    [TestCase(ScimUrns.Group)]
    public async Task The_schemas_of_user_and_group_list_externalId_once(string urn)
    {
        var schema = await _gateway.GetJsonAsync($"Schemas/{urn}");

        Assert.That(
            schema.GetProperty("attributes").EnumerateArray().Count(a => a.GetProperty("name").GetString() == "externalId"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_schema_is_found_by_its_urn_in_any_case_and_tells_its_location()
    {
        var schema = await _gateway.GetJsonAsync($"Schemas/{ScimUrns.EnterpriseUser.ToUpperInvariant()}");

        Assert.That(schema.GetProperty("meta").GetProperty("location").GetString(), Is.EqualTo($"https://scim.example.com/scim/v2/Schemas/{ScimUrns.EnterpriseUser}"));
    }

    [Test]
    public async Task Characteristics_are_spelled_as_the_RFC_does_and_nothing_is_null()
    {
        var text = await _gateway.Client.GetStringAsync("Schemas");

        Assert.That(text, Does.Contain("\"mutability\":\"readWrite\"").And.Contain("\"returned\":\"never\"").And.Contain("\"uniqueness\":\"server\""));
        Assert.That(text, Does.Not.Contain("null"));
    }

    // Entra's schema discovery makes emails[type eq "work"] of the canonical values, and roles[primary eq "True"] where there are none.
    [TestCase("emails", true)]
    [TestCase("phoneNumbers", true)]
    [TestCase("addresses", true)]
    [TestCase("roles", false)]
    public async Task Types_have_canonical_values_where_Entra_needs_them(string attribute, bool some)
    {
        var schema = await _gateway.GetJsonAsync($"Schemas/{ScimUrns.User}");

        var type = Named(Named(schema.GetProperty("attributes"), attribute).GetProperty("subAttributes"), "type");
        Assert.That(type.TryGetProperty("canonicalValues", out var values) && values.GetArrayLength() > 0, Is.EqualTo(some));
    }

    [TestCase("Schemas/urn:example:nothing", "There is no schema urn:example:nothing.")]
    [TestCase("ResourceTypes/Robot", "There is no resource type Robot.")]
    public async Task What_there_is_not_is_404(string path, string detail)
    {
        using var answer = await _gateway.Client.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("detail").GetString(), Is.EqualTo(detail));
    }

    [TestCase("ServiceProviderConfig")]
    [TestCase("ResourceTypes")]
    [TestCase("Schemas")]
    public async Task A_filter_on_discovery_is_403(string path)
    {
        using var answer = await _gateway.Client.GetAsync($"{path}?filter=id+pr");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static JsonElement Named(JsonElement attributes, string name) =>
        attributes.EnumerateArray().Single(a => a.GetProperty("name").GetString() == name);
}
