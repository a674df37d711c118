using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Tests.Support;

namespace Scim.Tests.Vectors;

[TestFixture]
public sealed class FilterEvaluationVectors
{
    private static readonly SchemaCatalog Catalog = SharedFiles.Find("vectors/extension-schema.json") is { } path
        ? SchemaCatalog.Create([SchemaReader.Read(File.ReadAllBytes(path), extension: true)])
        : SchemaCatalog.Create();

    private static IEnumerable<TestCaseData> All => VectorFile.Cases("filters-eval.jsonl");

    [TestCaseSource(nameof(All))]
    public void A_filter_meets_a_resource_or_is_refused(JsonElement vector)
    {
        var type = vector.GetProperty("type").GetString() == "User" ? Catalog.User : Catalog.Group;
        var filter = Filter.Parse(vector.GetProperty("filter").GetString()!, new ScimLimits());

        if (vector.TryGetProperty("error", out var error))
        {
            var thrown = Assert.Throws<ScimException>(() => FilterBinder.Bind(filter, type));
            Assert.That((thrown!.Error.Status, thrown.Error.ScimType), Is.EqualTo((400, error.GetProperty("scimType").GetString())));
            return;
        }

        // A document of the store keeps everything, members, id and meta among it.
        var resource = ResourceDocument.Read(vector.GetProperty("resource").GetRawText(), type);
        var bound = FilterBinder.Bind(filter, type);

        Assert.That(FilterEvaluator.Matches(bound, resource), Is.EqualTo(vector.GetProperty("match").GetBoolean()));
    }
}
