using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;

namespace Scim.Tests.Vectors;

[TestFixture]
public sealed class FilterSyntaxVectors
{
    private static IEnumerable<TestCaseData> Valid => VectorFile.Cases("filters-valid.jsonl");

    private static IEnumerable<TestCaseData> Invalid => VectorFile.Cases("filters-invalid.jsonl");

    [TestCaseSource(nameof(Valid))]
    public void A_valid_filter_is_read_as_its_tree_and_printed_in_canonical_form(JsonElement vector)
    {
        var filter = Filter.Parse(vector.GetProperty("filter").GetString()!, new ScimLimits());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(FilterTree.Of(filter), Is.EqualTo(FilterTree.Of(vector.GetProperty("tree"))));
            if (vector.TryGetProperty("canonical", out var canonical))
            {
                Assert.That(filter.ToString(), Is.EqualTo(canonical.GetString()));
            }
        }
    }

    [TestCaseSource(nameof(Invalid))]
    public void An_invalid_filter_is_refused_at_a_position_within_it(JsonElement vector)
    {
        var text = vector.GetProperty("filter").GetString()!;

        var read = Filter.TryParse(text, new ScimLimits(), out var filter, out var error);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Is.False, () => filter!.ToString());
            Assert.That(error?.Position, Is.InRange(0, text.Length));
            Assert.That(error?.Message, Does.StartWith("expected"));
        }
    }
}
