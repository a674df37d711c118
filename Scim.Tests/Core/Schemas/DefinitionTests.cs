using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;

namespace Scim.Tests.Core.Schemas;

/// <summary>The embedded schemas against RFC 7643 §8.7.1; where they differ a test says so.</summary>
[TestFixture]
public sealed class DefinitionTests
{
    private static readonly SchemaCatalog Catalog = SchemaCatalog.Create();

    // name: type, then every characteristic that isn't the default.
    private static readonly string[] User =
    [
        "userName: String required unique=Server",
        "name: Complex",
        "name.formatted: String", "name.familyName: String", "name.givenName: String", "name.middleName: String",
        "name.honorificPrefix: String", "name.honorificSuffix: String",
        "displayName: String",
        "nickName: String",
        "profileUrl: Reference exact ref=external",
        "title: String", "userType: String", "preferredLanguage: String", "locale: String", "timezone: String",
        "active: Boolean",
        "password: String WriteOnly returned=Never",
        "emails: Complex multi",
        "emails.value: String", "emails.display: String", "emails.type: String canonical=work/home/other", "emails.primary: Boolean",
        "phoneNumbers: Complex multi",
        "phoneNumbers.value: String", "phoneNumbers.display: String",
        "phoneNumbers.type: String canonical=work/home/mobile/fax/pager/other", "phoneNumbers.primary: Boolean",
        "ims: Complex multi",
        "ims.value: String", "ims.display: String", "ims.type: String canonical=aim/gtalk/icq/xmpp/msn/skype/qq/yahoo", "ims.primary: Boolean",
        "photos: Complex multi",
        "photos.value: Reference exact ref=external", "photos.display: String", "photos.type: String canonical=photo/thumbnail", "photos.primary: Boolean",
        "addresses: Complex multi",
        "addresses.formatted: String", "addresses.streetAddress: String", "addresses.locality: String", "addresses.region: String",
        "addresses.postalCode: String", "addresses.country: String", "addresses.type: String canonical=work/home/other", "addresses.primary: Boolean",
        "groups: Complex multi ReadOnly",
        "groups.value: String ReadOnly", "groups.$ref: Reference exact ReadOnly ref=User/Group", "groups.display: String ReadOnly",
        "groups.type: String ReadOnly canonical=direct/indirect",
        "entitlements: Complex multi",
        "entitlements.value: String", "entitlements.display: String", "entitlements.type: String", "entitlements.primary: Boolean",
        "roles: Complex multi",
        "roles.value: String", "roles.display: String", "roles.type: String", "roles.primary: Boolean",
        "x509Certificates: Complex multi",
        "x509Certificates.value: Binary exact", "x509Certificates.display: String", "x509Certificates.type: String", "x509Certificates.primary: Boolean",
    ];

    private static readonly string[] EnterpriseUser =
    [
        "employeeNumber: String", "costCenter: String", "organization: String", "division: String", "department: String",
        "manager: Complex", "manager.value: String", "manager.$ref: Reference exact ref=User", "manager.displayName: String ReadOnly",
    ];

    private static readonly string[] Group =
    [
        "displayName: String required",
        "members: Complex multi",
        "members.value: String Immutable", "members.$ref: Reference exact Immutable ref=User/Group",
        "members.type: String Immutable canonical=User/Group", "members.display: String Immutable",
    ];

    [Test]
    [Rfc("7643-3.1-03", "7643-8.7.1-01")]
    public void User_has_the_attributes_and_characteristics_of_the_RFC() => Assert.That(Lines(Catalog.User.Schema), Is.EqualTo(User));

    [Test]
    [Rfc("7643-4.3-01", "7643-4.3-03", "7643-8.7.1-03")]
    public void EnterpriseUser_has_the_attributes_and_characteristics_of_the_RFC() =>
        Assert.That(Lines(Catalog.User.Extensions.Single()), Is.EqualTo(EnterpriseUser));

    [Test]
    [Rfc("7643-8.7.1-02")]
    public void Group_has_the_attributes_and_characteristics_of_the_RFC() => Assert.That(Lines(Catalog.Group.Schema), Is.EqualTo(Group));

    [Test]
    public void Schemas_have_the_URNs_and_names_of_the_RFC() => Assert.That(
        Catalog.Schemas.Select(s => (s.Id, s.Name)),
        Is.EqualTo(new[] { (ScimUrns.User, "User"), (ScimUrns.Group, "Group"), (ScimUrns.EnterpriseUser, "EnterpriseUser") }));

    [Test]
    public void Every_schema_and_attribute_is_described() => Assert.That(
        Catalog.Schemas.SelectMany(s => s.Attributes).SelectMany(a => a.SubAttributes.Append(a)).Where(a => a.Description.Length == 0),
        Is.Empty);

    [Test]
    public void Only_the_attributes_of_an_extension_have_its_URN_in_their_path()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Catalog.User.Resolve(ScimUrns.EnterpriseUser, "Manager", "Value")!.Path, Is.EqualTo($"{ScimUrns.EnterpriseUser}:manager.value"));
            Assert.That(Catalog.User.Resolve(ScimUrns.User, "NAME", "GivenName")!.Path, Is.EqualTo("name.givenName"));
        }
    }

    [Test]
    public void The_members_of_a_group_are_a_relation_and_a_user_has_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Catalog.Group.Members, Is.SameAs(Catalog.Group.Attribute("members")));
            Assert.That(Catalog.User.Members, Is.Null);
        }
    }

    private static IEnumerable<string> Lines(Schema schema) => schema.Attributes.SelectMany(a => a.SubAttributes.Prepend(a)).Select(Line);

    private static string Line(AttributeDefinition attribute)
    {
        var words = new List<string> { $"{(attribute.Parent is { } parent ? $"{parent.Name}." : "")}{attribute.Name}:", attribute.Type.ToString() };
        Add(attribute.MultiValued, "multi");
        Add(attribute.Required, "required");
        Add(attribute.CaseExact, "exact");
        Add(attribute.Mutability != Mutability.ReadWrite, attribute.Mutability.ToString());
        Add(attribute.Returned != Returned.Default, $"returned={attribute.Returned}");
        Add(attribute.Uniqueness != Uniqueness.None, $"unique={attribute.Uniqueness}");
        Add(!attribute.CanonicalValues.IsEmpty, $"canonical={string.Join('/', attribute.CanonicalValues)}");
        Add(!attribute.ReferenceTypes.IsEmpty, $"ref={string.Join('/', attribute.ReferenceTypes)}");
        return string.Join(' ', words);

        void Add(bool holds, string word)
        {
            if (holds)
            {
                words.Add(word);
            }
        }
    }
}
