using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Tests.Core.Filters;

[TestFixture]
public sealed class LookupPlanTests
{
    private static readonly ResourceType User = SchemaCatalog.Create().User;

    [TestCase("userName eq \"Ann\"", "Ann")]
    [TestCase("active eq true and (title pr and userName eq \"Ann\")", "Ann")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:username EQ \"Ann\"", "Ann")]
    [TestCase("userName eq \"Ann\" or active eq true", null)]
    [TestCase("not (userName eq \"Ann\")", null)]
    [TestCase("userName ne \"Ann\"", null)]
    [TestCase("userName sw \"Ann\"", null)]
    [TestCase("displayName eq \"Ann\"", null)]
    [TestCase("userName eq null", null)]
    public void A_name_that_every_match_must_have_is_found(string filter, string? name)
    {
        var bound = FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), User);

        var found = LookupPlan.TryFind(bound, User.Attribute("userName")!, out var literal);

        Assert.That((found, literal), Is.EqualTo((name is not null, name)));
    }

    [TestCase("emails pr", true)]
    [TestCase("emails.type eq \"work\"", true)]
    [TestCase("not (title pr or emails[type pr])", true)]
    [TestCase("title pr and emails.value co \"x\"", true)]
    [TestCase("title pr and addresses[type pr]", false)]
    public void Whether_a_filter_is_about_an_attribute_is_known(string filter, bool concerns) => Assert.That(
        LookupPlan.Concerns(FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), User), User.Attribute("emails")!),
        Is.EqualTo(concerns));
}
