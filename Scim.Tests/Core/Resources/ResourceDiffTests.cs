using NUnit.Framework;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ResourceDiffTests
{
    private static readonly ResourceType User = SampleSchemas.Catalog().User;

    [TestCase("{}", "{}", "")]
    [TestCase("""{ "title": "a" }""", """{ "title": "b" }""", "title")]
    [TestCase("""{ "title": "a" }""", "{}", "title")]
    [TestCase("{}", """{ "title": "a", "active": false }""", "title active")]
    [TestCase("""{ "title": "a" }""", """{ "title": "A" }""", "title")]
    [TestCase("""{ "name": { "givenName": "a", "familyName": "b" } }""", """{ "name": { "givenName": "c", "familyName": "b" } }""", "name.givenName")]
    [TestCase("""{ "name": { "givenName": "a" } }""", "{}", "name.givenName")]
    [TestCase("""{ "emails": [ { "value": "a" }, { "value": "b" } ] }""", """{ "emails": [ { "value": "b" }, { "value": "a" } ] }""", "")]
    [TestCase("""{ "emails": [ { "value": "a" }, { "value": "a" } ] }""", """{ "emails": [ { "value": "b" }, { "value": "a" } ] }""", "emails")]
    [TestCase("""{ "emails": [ { "value": "a" } ] }""", """{ "emails": [ { "value": "a", "type": "work" } ] }""", "emails")]
    [TestCase("""{ "id": "1", "meta": { "version": "1" } }""", """{ "id": "2", "meta": { "version": "2" } }""", "")]
    [TestCase("""{ "externalId": "1" }""", """{ "externalId": "2" }""", "externalId")]
    [TestCase(
        $$"""{ "{{SampleSchemas.Extension}}": { "hired": "2026-01-01T00:00:00Z", "score": 1.5 } }""",
        $$"""{ "{{SampleSchemas.Extension}}": { "hired": "2026-01-01T01:00:00+01:00", "score": 1.50 } }""",
        "")]
    [TestCase(
        $$"""{ "{{SampleSchemas.Extension}}": { "level": 1 } }""",
        $$"""{ "{{SampleSchemas.Extension}}": { "level": 2 } }""",
        $"{SampleSchemas.Extension}:level")]
    public void The_changes_are(string before, string after, string paths) => Assert.That(
        string.Join(' ', ResourceDiff.Between(ResourceDocument.Read(before, User), ResourceDocument.Read(after, User)).Select(c => c.Attribute.Path)),
        Is.EqualTo(paths));

    [Test]
    public void A_change_has_the_value_before_and_after()
    {
        var before = ResourceDocument.Read("""{ "name": { "givenName": "a" } }""", User);

        var changes = ResourceDiff.Between(before, new Resource(User));

        Assert.That(changes, Is.EqualTo(new[] { new ResourceChange(User.Resolve(null, "name", "givenName")!, new ScimValue.Text("a"), null) }));
    }
}
