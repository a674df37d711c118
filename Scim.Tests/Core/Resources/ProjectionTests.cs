using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Resources;

[TestFixture]
public sealed class ProjectionTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly ResourceType User = SampleSchemas.Catalog().User;

    // What to ask for, then what is and what isn't answered.
    [TestCase(null, null, "userName meta name name.givenName emails.value locker", "password onRequest secret")]
    [TestCase("", "  ", "userName meta", "password")]
    [TestCase("userName", null, "userName id schemas", "externalId meta name displayName")]
    [TestCase("USERNAME, Name.GivenName", null, "userName name name.givenName", "name.familyName emails")]
    [TestCase("name", null, "name name.givenName name.familyName", "userName")]
    [TestCase("name,name.givenName", null, "name.familyName name.givenName", "userName")]
    [TestCase("emails.value", null, "emails emails.value", "emails.type")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName", null, "name.familyName", "name.givenName")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User", null, "userName name.givenName", "department password")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:externalId", null, "externalId", "userName")]
    [TestCase(Enterprise, null, "department manager manager.value", "userName")]
    [TestCase(Enterprise + ":DEPARTMENT", null, "department", "manager")]
    [TestCase(Enterprise + ":manager.value", null, "manager manager.value", "manager.displayName department")]
    [TestCase("manager", null, "manager", "department")]
    [TestCase("password,secret,onRequest", null, "onRequest id", "password secret userName")]
    [TestCase("nothing,name.nothing,urn:none:attr", null, "id", "userName name")]
    [TestCase("locker.room", null, "locker locker.room locker.floor", "department")]
    [TestCase(null, "userName", "displayName id", "userName")]
    [TestCase(null, "id,schemas", "id schemas", "")]
    [TestCase(null, "name.givenName", "name name.familyName", "name.givenName onRequest")]
    [TestCase(null, "locker.floor", "locker.floor locker.room", "")]
    [TestCase(null, Enterprise, "userName", "department manager.value")]
    [TestCase(null, "meta", "userName", "meta meta.location")]
    [Rfc("7643-7-12", "7643-7-14", "7644-3.4-01", "7644-3.4.2.5-02", "7644-3.9-01", "7644-3.9-02", "7644-3.9-03")]
    public void An_answer_holds(string? attributes, string? excluded, string there, string absent)
    {
        var projection = Projection.Parse(attributes, excluded, User);

        using (Assert.EnterMultipleScope())
        {
            foreach (var name in there.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.That(projection.Includes(Find(name)), Is.True, name);
            }

            foreach (var name in absent.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.That(projection.Includes(Find(name)), Is.False, name);
            }
        }
    }

    [Test]
    public void Whether_something_was_asked_for_is_known()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Projection.Parse("", null, User).IsExplicit, Is.False);
            Assert.That(Projection.Parse("nothing", null, User).IsExplicit, Is.True);
            Assert.That(Projection.Parse(null, "name", User).IsExplicit, Is.True);
        }
    }

    [Test]
    [Rfc("7644-3.9-04")]
    public void Both_lists_together_are_refused() => Refused(
        "userName", "name", "attributes and excludedAttributes can't be given together (RFC 7644 §3.9).");

    [TestCase("emails[type eq \"work\"]")]
    [TestCase("name..givenName")]
    [TestCase("name.")]
    [TestCase("a.b.c")]
    [TestCase("1a")]
    [TestCase(":userName")]
    [TestCase("user name")]
    [Rfc("7644-3.4.2.5-02")]
    public void What_is_no_name_is_refused(string name)
    {
        Refused(name, null, $"""attributes: expected an attribute's name such as userName, name.givenName or urn:…:User:department, found "{name}".""");
        Refused(null, name, $"""excludedAttributes: expected an attribute's name such as userName, name.givenName or urn:…:User:department, found "{name}".""");
    }

    private static void Refused(string? attributes, string? excluded, string sentence) => Assert.That(
        () => Projection.Parse(attributes, excluded, User),
        Throws.TypeOf<ScimException>().With.Property(nameof(ScimException.Error)).EqualTo(new ScimError(400, ScimType.InvalidValue, sentence)));

    private static AttributeDefinition Find(string name) => name.Split('.') is [var attribute, var sub]
        ? User.ResolveShort(null, attribute, sub)!
        : User.ResolveShort(null, name, null)!;
}
