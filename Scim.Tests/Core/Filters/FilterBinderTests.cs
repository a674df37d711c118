using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Filters;

[TestFixture]
public sealed class FilterBinderTests
{
    private static readonly ResourceType User = SampleSchemas.Catalog().User;

    [Test]
    public void A_name_is_compared_in_its_folded_form_and_the_spelling_is_kept()
    {
        var bound = (BoundFilter.Compare)Bind("userName eq \"ÄNN\"");

        Assert.That((bound.Attribute, bound.Value, bound.Literal), Is.EqualTo((User.Attribute("userName"), "änn", "ÄNN")));
    }

    [TestCase("emails eq \"a\"", "emails.value")]
    [TestCase("manager eq \"a\"", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:user:EMAILS.Type eq \"a\"", "emails.type")]
    [Rfc("7644-3.4.2.2-18")]
    public void A_path_becomes_the_attribute_that_is_compared(string filter, string path) =>
        Assert.That(((BoundFilter.Compare)Bind(filter)).Attribute.Path, Is.EqualTo(path));

    [Test]
    public void Null_is_no_value()
    {
        var present = new BoundFilter.Present(User.Attribute("name")!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bind("name eq null"), Is.EqualTo(new BoundFilter.Not(present)));
            Assert.That(Bind("name ne null"), Is.EqualTo(present));
        }
    }

    [TestCase("shoeSize eq 1", "a User has no attribute shoeSize.")]
    [TestCase("name.nick pr", "a User has no attribute name.nick.")]
    [TestCase("urn:none:User:x pr", "a User has no attribute urn:none:User:x.")]
    [TestCase("emails[colour eq \"x\"]", "emails has no sub-attribute colour.")]
    [TestCase("title[value eq \"x\"]", "title has one simple value, so it takes no brackets.")]
    [TestCase("name eq \"x\"", "name is complex and has no value to compare; name a sub-attribute, such as name.formatted.")]
    [TestCase("active gt true", "active is of type boolean, which gt doesn't compare.")]
    [TestCase("active co \"t\"", "active is of type boolean, which co doesn't compare.")]
    [TestCase("x509Certificates.value le \"AAAA\"", "x509Certificates.value is of type binary, which le doesn't compare.")]
    [TestCase("meta.created ge \"2026\"", """meta.created: expected a date and time such as 2026-01-31T12:00:00Z, found the string "2026".""")]
    [TestCase("meta.created sw \"2026-01-01T00:00:00Z\"", "meta.created is of type dateTime, which sw doesn't compare.")]
    [TestCase("meta.created gt \"2026-13-01T00:00:00Z\"", """meta.created: expected a date and time such as 2026-01-31T12:00:00Z, found the string "2026-13-01T00:00:00Z".""")]
    [TestCase("active eq \"maybe\"", """active: expected true or false, found the string "maybe".""")]
    [TestCase("userName eq 5", "userName: expected a string, found the number 5.")]
    [TestCase("userName eq true", "userName: expected a string, found true.")]
    [TestCase("title co null", "title: null is compared with eq and ne only.")]
    [Rfc("7644-3.4.2.2-08", "7644-3.4.2.2-13", "7644-3.4.2.2-18", "7644-3.12-14")]
    public void What_can_not_be_compared_is_refused_with_a_sentence(string filter, string sentence) => Assert.That(
        () => Bind(filter),
        Throws.TypeOf<ScimException>().With.Property(nameof(ScimException.Error)).EqualTo(ScimError.InvalidFilter($"filter: {sentence}")));

    private static BoundFilter Bind(string filter) => FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), User);
}
