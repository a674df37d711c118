using NUnit.Framework;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Schemas;

[TestFixture]
public sealed class SchemaReaderTests
{
    private const string Urn = "urn:example:2.0:User";

    [Test]
    [Rfc("7643-2.2-01")]
    public void An_attribute_with_only_a_name_has_the_defaults_of_RFC_7643_section_2_2()
    {
        var attribute = Read("""{ "name": "nick" }""").Attribute("NICK")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(attribute.Type, Is.EqualTo(AttributeType.String));
            Assert.That(attribute.MultiValued, Is.False);
            Assert.That(attribute.Required, Is.False);
            Assert.That(attribute.CaseExact, Is.False);
            Assert.That(attribute.Mutability, Is.EqualTo(Mutability.ReadWrite));
            Assert.That(attribute.Returned, Is.EqualTo(Returned.Default));
            Assert.That(attribute.Uniqueness, Is.EqualTo(Uniqueness.None));
            Assert.That(attribute.CanonicalValues, Is.Empty);
            Assert.That(attribute.Path, Is.EqualTo($"{Urn}:nick"));
        }
    }

    [Test]
    public void No_characteristic_is_lost()
    {
        var attribute = Read("""
            {
              "name": "site", "type": "reference", "multiValued": true, "description": "Where.", "required": true, "caseExact": true,
              "mutability": "immutable", "returned": "request", "uniqueness": "global", "canonicalValues": ["a", "b"], "referenceTypes": ["external", "uri"]
            }
            """).Attributes[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(attribute.Type, Is.EqualTo(AttributeType.Reference));
            Assert.That(attribute.MultiValued, Is.True);
            Assert.That(attribute.Description, Is.EqualTo("Where."));
            Assert.That(attribute.Required, Is.True);
            Assert.That(attribute.CaseExact, Is.True);
            Assert.That(attribute.Mutability, Is.EqualTo(Mutability.Immutable));
            Assert.That(attribute.Returned, Is.EqualTo(Returned.Request));
            Assert.That(attribute.Uniqueness, Is.EqualTo(Uniqueness.Global));
            Assert.That(attribute.CanonicalValues, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(attribute.ReferenceTypes, Is.EqualTo(new[] { "external", "uri" }));
        }
    }

    [Test]
    public void A_sub_attribute_knows_its_parent_and_its_whole_name()
    {
        var locker = Read("""{ "name": "locker", "type": "complex", "subAttributes": [ { "name": "room" } ] }""").Attributes[0];

        Assert.That((locker.Sub("Room")!.Parent, locker.Sub("Room")!.Path), Is.EqualTo((locker, $"{Urn}:locker.room")));
    }

    [TestCase("""{ "name": "a" }, { "name": "A" }""", """attributes[1]: the name "A" occurs twice (names are compared without case).""")]
    [TestCase("""{ "name": "a", "type": "text" }""", """attributes[0] "a": type is "text"; it can be string, boolean, decimal, integer, dateTime, binary, reference, complex.""")]
    [TestCase("""{ "name": "a", "type": "String" }""", """attributes[0] "a": type is "String"; it can be string, boolean, decimal, integer, dateTime, binary, reference, complex.""")]
    [TestCase("""{ "name": "a", "subAttributes": [ { "name": "b" } ] }""", """attributes[0] "a": only a complex attribute has subAttributes (RFC 7643 §1.2).""")]
    [TestCase("""{ "name": "a", "type": "complex" }""", """attributes[0] "a": subAttributes isn't a list of objects.""")]
    [TestCase("""{ "name": "a", "type": "complex", "subAttributes": [] }""", """attributes[0] "a": subAttributes is empty.""")]
    [TestCase(
        """{ "name": "a", "type": "complex", "subAttributes": [ { "name": "b", "type": "complex", "subAttributes": [ { "name": "c" } ] } ] }""",
        """attributes[0] "a", subAttributes[0] "b": a sub-attribute can't be complex (RFC 7643 §2.3.8).""")]
    [TestCase("""{ "name": "1a" }""", """attributes[0]: "1a" isn't an attribute name: a letter, then letters, digits, "-", "_" and "$" (RFC 7643 §2.1).""")]
    [TestCase("""{ "type": "string" }""", "attributes[0]: name is missing.")]
    [TestCase("""{ "name": "a", "multivalued": true }""", """attributes[0]: unknown characteristic "multivalued".""")]
    [TestCase("""{ "name": "a", "required": "true" }""", """attributes[0] "a": required isn't true or false.""")]
    [TestCase("""{ "name": "a", "canonicalValues": [1] }""", """attributes[0] "a": canonicalValues isn't a list of strings.""")]
    [TestCase("""{ "name": "a", "referenceTypes": ["uri"] }""", """attributes[0] "a": only a reference has referenceTypes (RFC 7643 §7).""")]
    [Rfc("7643-2.1-02", "7643-2.3-01", "7643-2.3.8-02")]
    public void What_is_no_schema_is_refused_with_its_place(string attributes, string sentence) =>
        Assert.That(() => Read(attributes), Throws.TypeOf<FormatException>().With.Message.EqualTo(sentence));

    [TestCase("""{ "id": "sample", "attributes": [ { "name": "a" } ] }""", """The schema's id "sample" isn't a URN.""")]
    [TestCase("""{ "attributes": [ { "name": "a" } ] }""", "the schema: id is missing.")]
    [TestCase("""{ "id": "urn:x:y" }""", "the schema: attributes isn't a list of objects.")]
    [TestCase("""{ "id": "urn:x:y", "attributes": [ { "name": "a" } ], "atributes": [] }""", """The schema has the unknown member "atributes".""")]
    [TestCase("[]", "The schema isn't a JSON object.")]
    public void What_is_wrong_with_the_whole_is_said(string json, string sentence) =>
        Assert.That(() => SchemaReader.Read(json, extension: true), Throws.TypeOf<FormatException>().With.Message.EqualTo(sentence));

    [TestCase("{")]
    [TestCase("""{ "id": "urn:x:y", "id": "urn:x:z", "attributes": [ { "name": "a" } ] }""")]
    [TestCase("""{ "id": "urn:x:\ud800", "attributes": [ { "name": "a" } ] }""")]
    public void What_is_no_JSON_is_refused(string json) =>
        Assert.That(() => SchemaReader.Read(json, extension: true), Throws.TypeOf<FormatException>().With.Message.StartsWith("The schema isn't valid JSON: "));

    [Test]
    public void A_schema_of_too_many_bytes_is_refused() =>
        Assert.That(() => SchemaReader.Read(new string(' ', SchemaReader.MaxBytes + 1), extension: true), Throws.TypeOf<FormatException>());

    [Test]
    public void A_URN_can_be_there_only_once() =>
        Assert.That(
            () => SchemaCatalog.Create([Read("""{ "name": "a" }""")], [Read("""{ "name": "b" }""")]),
            Throws.TypeOf<FormatException>().With.Message.EqualTo($"The schema {Urn} is there more than once."));

    private static Schema Read(string attributes) =>
        SchemaReader.Read($$"""{ "id": "{{Urn}}", "name": "Sample", "attributes": [ {{attributes}} ] }""", extension: true);
}
