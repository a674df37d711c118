using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;

namespace Scim.Tests.Core.Filters;

[TestFixture]
public sealed class LookupPlanTests
{
    private static readonly ResourceType User = SchemaCatalog.Create().User;

    [TestCase("userName eq \"Ann\"", "Ann", true)]
    [TestCase("active eq true and (title pr and userName eq \"Ann\")", "Ann", false)]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:username EQ \"Ann\"", "Ann", true)]
    [TestCase("userName eq \"Ann\" or active eq true", null, false)]
    [TestCase("not (userName eq \"Ann\")", null, false)]
    [TestCase("userName ne \"Ann\"", null, false)]
    [TestCase("userName sw \"Ann\"", null, false)]
    [TestCase("displayName eq \"Ann\"", null, false)]
    [TestCase("userName eq null", null, false)]
    public void A_name_that_every_match_must_have_is_found(string filter, string? name, bool whole)
    {
        var bound = FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), User);
        var userName = User.Attribute("userName")!;

        var found = LookupPlan.TryFind(bound, userName, out var literal);

        Assert.That((found, literal, LookupPlan.IsWhole(bound, userName)), Is.EqualTo((name is not null, name, whole)));
    }
}
