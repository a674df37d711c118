using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Dialects;

namespace Scim.Tests.Vectors;

[TestFixture]
public sealed class PatchVectors
{
    private static IEnumerable<TestCaseData> Shared => VectorFile.Cases("patch.jsonl");

    private static IEnumerable<TestCaseData> Own =>
        VectorFile.Own("patch-quirks.jsonl").Select(vector => new TestCaseData(vector).SetArgDisplayNames(vector.GetProperty("id").GetString()!));

    [TestCaseSource(nameof(Shared))]
    [TestCaseSource(nameof(Own))]
    public void A_patch_ends_as_its_vector_says(JsonElement vector)
    {
        var failure = new PatchVector(vector, PatchVector.Catalog).Failure(ClientDialect.Find("auto")!);

        Assert.That(failure, Is.Null);
    }
}
