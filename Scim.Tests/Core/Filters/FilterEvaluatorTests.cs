using System.Reflection;
using CsCheck;
using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Core.Filters;

/// <summary>What the shared vectors leave open.</summary>
[TestFixture]
public sealed class FilterEvaluatorTests
{
    private static readonly ResourceType User = SampleSchemas.Catalog().User;

    [TestCase("title gt \"\uFFFD\"", "😀", true)]
    [TestCase("title lt \"😀\"", "\uE000", true)]
    [TestCase("title eq \"𐐨\"", "𐐀", true)]
    [TestCase("title co \"\"", "x", true)]
    public void Text_is_ordered_by_code_points_and_folded_beyond_the_BMP(string filter, string title, bool matches) =>
        Assert.That(Matches(filter, $$"""{ "title": "{{title}}" }"""), Is.EqualTo(matches));

    [TestCase("title eq", true)]
    [TestCase("title sw", true)]
    [TestCase("title ew", true)]
    [TestCase("title co", true)]
    [TestCase("title ne", false)]
    [TestCase("title ge", true)]
    [TestCase("title lt", false)]
    public void Long_text_compares_as_short_text_does(string start, bool matches)
    {
        var text = new string('Ä', 5000);

        Assert.That(
            Matches($"{start} \"{text}\"", $$"""{ "title": "{{text.ToLowerInvariant()}}" }""", new ScimLimits { FilterLength = 6000 }),
            Is.EqualTo(matches));
    }

    [TestCase("emails.primary eq false", """[ { "value": "a" } ]""", true)]
    [TestCase("emails.primary ne true", """[ { "value": "a" } ]""", true)]
    [TestCase("emails.primary eq false", """[ { "value": "a", "primary": true } ]""", false)]
    [TestCase("emails[primary eq false and value eq \"b\"]", """[ { "value": "a", "primary": true }, { "value": "b" } ]""", true)]
    [TestCase("emails.primary pr", """[ { "value": "a" } ]""", false)]
    [TestCase("emails.primary ne true", "[]", true)]
    [TestCase("emails.primary eq false", "[]", false)]
    [TestCase("emails.type ne \"work\"", """[ { "value": "a", "type": "work" }, { "value": "b" } ]""", false)]
    [TestCase("emails[type ne \"work\"]", """[ { "value": "a", "type": "work" }, { "value": "b" } ]""", true)]
    [TestCase("emails[not (type pr)]", """[ { "value": "a", "type": "work" }, { "value": "b" } ]""", true)]
    public void Elements(string filter, string emails, bool matches) =>
        Assert.That(Matches(filter, $$"""{ "emails": {{emails}} }"""), Is.EqualTo(matches));

    [Test]
    public void A_value_path_holds_for_a_single_complex_value_too()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matches("name[givenName eq \"ann\"]", """{ "name": { "givenName": "Ann" } }"""), Is.True);
            Assert.That(Matches("name[givenName eq \"ann\"]", """{ "name": { "familyName": "Ann" } }"""), Is.False);
            Assert.That(Matches("name[givenName ne \"ann\"]", "{}"), Is.False);
        }
    }

    [Test]
    [Rfc("7644-3.4.2.2-09")]
    public void Negation_and_connectives_keep_the_laws_of_logic()
    {
        var leaves = Gen.OneOf(
            "userName eq \"a\"", "title pr", "active eq true", "emails[type eq \"work\" and primary eq true]", "emails.value co \"x\"", "name.givenName ne \"b\"");
        var resources = Gen.OneOf(
            """{ "userName": "A", "active": true }""",
            """{ "title": "t", "emails": [ { "type": "work", "primary": true } ] }""",
            """{ "name": { "givenName": "b" }, "emails": [ { "value": "x" } ] }""");

        Gen.Select(leaves, leaves, resources).Sample((left, right, document) =>
        {
            var resource = ResourceDocument.Read(document, User);
            var (a, b) = (Bind(left), Bind(right));
            return FilterEvaluator.Matches(new BoundFilter.Not(new BoundFilter.And(a, b)), resource)
                    == FilterEvaluator.Matches(new BoundFilter.Or(new BoundFilter.Not(a), new BoundFilter.Not(b)), resource)
                && FilterEvaluator.Matches(new BoundFilter.Not(new BoundFilter.Not(a)), resource) == FilterEvaluator.Matches(a, resource)
                && FilterEvaluator.Matches(new BoundFilter.And(a, b), resource)
                    == (FilterEvaluator.Matches(a, resource) && FilterEvaluator.Matches(b, resource));
        });
    }

    [Test]
    public void Every_kind_of_filter_is_bound_and_evaluated()
    {
        string[] filters =
        [
            "title pr and title pr", "title pr or title pr", "not (title pr)", "title pr", "title eq \"x\"", "emails[type pr]",
        ];
        var resource = new Resource(User);

        var bound = filters.Select(f => Bind(f)).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound.Select(b => b.GetType()), Is.EquivalentTo(Family(typeof(BoundFilter))));
            Assert.That(filters.Select(f => Filter.Parse(f, new ScimLimits()).GetType()), Is.EquivalentTo(Family(typeof(Filter))));
            Assert.That(bound.Select(b => FilterEvaluator.Matches(b, resource)), Is.EqualTo(new[] { false, false, true, false, false, false }));
        }

        static IEnumerable<Type> Family(Type root) => root.GetNestedTypes(BindingFlags.Public).Where(t => t.IsSubclassOf(root));
    }

    private static bool Matches(string filter, string resource, ScimLimits? limits = null) =>
        FilterEvaluator.Matches(Bind(filter, limits), ResourceDocument.Read(resource, User));

    private static BoundFilter Bind(string filter, ScimLimits? limits = null) =>
        FilterBinder.Bind(Filter.Parse(filter, limits ?? new ScimLimits()), User);
}
