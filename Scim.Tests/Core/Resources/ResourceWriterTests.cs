using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ResourceWriterTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly SchemaCatalog Catalog = SampleSchemas.Catalog();

    private const string Document = $$"""
        {
          "id": "5/7", "externalId": "e", "userName": "ann", "active": true, "name": { "familyName": "Lee", "givenName": "Ann" },
          "emails": [ { "value": "a@x", "type": "work" }, { "value": "b@x" } ],
          "meta": { "created": "2026-01-02T03:04:05Z", "lastModified": "2026-01-02T03:04:06.5+01:00", "version": "W/\"3\"" },
          "{{Enterprise}}": { "department": "IT", "manager": { "value": "9" } },
          "{{SampleSchemas.Extension}}": {
            "level": 9007199254740993, "score": 1.50, "badge": "AAEC", "onRequest": "r", "secret": "s", "locker": { "room": "A", "floor": 1 }
          }
        }
        """;

    [Test]
    public void A_resource_has_its_schemas_its_addresses_and_every_value_as_it_came() => Expect(Write(Document), $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "{{Enterprise}}", "{{SampleSchemas.Extension}}"],
          "id": "5/7", "externalId": "e", "userName": "ann", "name": { "familyName": "Lee", "givenName": "Ann" }, "active": true,
          "emails": [ { "value": "a@x", "type": "work" }, { "value": "b@x" } ],
          "{{Enterprise}}": { "department": "IT", "manager": { "value": "9", "$ref": "https://g/scim/v2/Users/9" } },
          "{{SampleSchemas.Extension}}": { "level": 9007199254740993, "score": 1.50, "badge": "AAEC", "locker": { "room": "A", "floor": 1 } },
          "meta": {
            "resourceType": "User", "created": "2026-01-02T03:04:05Z", "lastModified": "2026-01-02T03:04:06.5+01:00",
            "location": "https://g/scim/v2/Users/5%2F7", "version": "W/\"3\""
          }
        }
        """);

    [Test]
    public void An_address_that_the_client_gave_is_kept() => Expect(
        Write($$"""{ "{{Enterprise}}": { "manager": { "value": "9", "$ref": "../Users/9" } } }""", "manager"),
        $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "{{Enterprise}}"],
          "{{Enterprise}}": { "manager": { "value": "9", "$ref": "../Users/9" } }
        }
        """);

    [Test]
    public void The_groups_of_a_user_have_addresses() => Expect(
        Write("""{ "groups": [ { "value": "7", "display": "staff" } ] }""", "groups"),
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
          "groups": [ { "value": "7", "$ref": "https://g/scim/v2/Groups/7", "display": "staff" } ]
        }
        """);

    [Test]
    public void Only_the_wanted_attributes_and_their_schemas_are_written() => Expect(
        Write(Document, "name.givenName,emails.value"),
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "5/7", "name": { "givenName": "Ann" },
          "emails": [ { "value": "a@x" }, { "value": "b@x" } ]
        }
        """);

    [Test]
    public void An_element_of_which_nothing_is_left_is_not_written() => Expect(
        Write(Document, "emails.type"),
        """{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "5/7", "emails": [ { "type": "work" } ] }""");

    [Test]
    [Rfc("7643-4.3-02")]
    public void The_address_of_a_manager_can_be_asked_for_alone() => Expect(
        Write(Document, $"{Enterprise}:manager.$ref,meta.location"),
        $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "{{Enterprise}}"], "id": "5/7",
          "{{Enterprise}}": { "manager": { "$ref": "https://g/scim/v2/Users/9" } },
          "meta": { "location": "https://g/scim/v2/Users/5%2F7" }
        }
        """);

    [Test]
    public void The_members_of_a_group_are_left_to_the_caller() => Expect(
        Write("""{ "displayName": "g", "members": [ { "value": "1" } ] }""", "members,displayName", Catalog.Group),
        """{ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "g" }""");

    [Test]
    public void A_document_keeps_everything_but_what_stands_in_columns()
    {
        var resource = ResourceDocument.Read(Document, Catalog.User);

        var again = ResourceDocument.Read(ResourceDocument.Write(resource), Catalog.User);

        Assert.That(again, Is.EqualTo(resource.With(Catalog.User.Common.Id, null).With(Catalog.User.Common.Meta, null)));
    }

    [Test]
    public void A_document_loses_only_what_no_schema_knows_any_more()
    {
        var plain = SchemaCatalog.Create();

        var resource = ResourceDocument.Read(ResourceDocument.Write(ResourceDocument.Read(Document, Catalog.User)), plain.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(resource.Schemas, Is.EqualTo(new[] { "urn:ietf:params:scim:schemas:core:2.0:User", Enterprise }));
            Assert.That(resource.Text("userName"), Is.EqualTo("ann"));
        }
    }

    private static JsonNode Write(string document, string? attributes = null, ResourceType? type = null)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            var resource = ResourceDocument.Read(document, type ?? Catalog.User);
            ResourceWriter.WriteAttributes(json, resource, Projection.Parse(attributes, null, resource.Type), "https://g/scim/v2");
            json.WriteEndObject();
        }

        return JsonNode.Parse(Encoding.UTF8.GetString(bytes.WrittenSpan))!;
    }

    private static void Expect(JsonNode found, string expected) =>
        Assert.That(found.ToJsonString(), Is.EqualTo(JsonNode.Parse(expected)!.ToJsonString()));
}
