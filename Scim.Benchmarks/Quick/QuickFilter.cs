using Scim.Benchmarks.Core;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Benchmarks.Quick;

/// <summary>The filter engine.</summary>
internal static class QuickFilter
{
    private const string ThreeTerms = "active eq true and userName sw \"BARBARA\" and emails[type eq \"work\" and value ew \"@example.com\"]";

    public static IReadOnlyList<QuickStep> Steps()
    {
        var limits = new ScimLimits();
        var type = SchemaCatalog.Create().User;
        var user = ResourceDocument.Read(SampleUser.Json, type);
        var parsed = Filter.Parse(ThreeTerms, limits);
        var bound = FilterBinder.Bind(parsed, type);
        var forty = string.Join(" or ", Enumerable.Range(0, 40).Select(i => $"userName eq \"user{i:00}@example.com\""));
        return
        [
            new("parse, bind, evaluate", () => FilterEvaluator.Matches(FilterBinder.Bind(Filter.Parse(ThreeTerms, limits), type), user) ? bound : null),
            new("parse", () => Filter.Parse(ThreeTerms, limits)),
            new("parse userName eq", () => Filter.Parse("userName eq \"a@b.c\"", limits)),
            new("parse 40 terms", () => Filter.Parse(forty, limits)),
            new("bind", () => FilterBinder.Bind(parsed, type)),
            new("evaluate", () => FilterEvaluator.Matches(bound, user) ? bound : null),
        ];
    }
}
