using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Dialects;

namespace Scim.Tests.Vectors;

[TestFixture]
public sealed class PatchVectors
{
    private static IEnumerable<TestCaseData> Shared => VectorFile.Cases("patch.jsonl");

    private static IEnumerable<TestCaseData> Own => Cases("patch-quirks.jsonl");

    private static IEnumerable<TestCaseData> Interop => Cases("patch-interop.jsonl");

    [TestCaseSource(nameof(Shared))]
    [TestCaseSource(nameof(Own))]
    public void A_patch_ends_as_its_vector_says(JsonElement vector)
    {
        var failure = new PatchVector(vector, PatchVector.Catalog).Failure(ClientDialect.Find("auto")!);

        Assert.That(failure, Is.Null);
    }

    [TestCaseSource(nameof(Interop))]
    public void A_patch_of_the_interoperability_profile_ends_as_its_vector_says(JsonElement vector)
    {
        var failure = new PatchVector(vector, PatchVector.Catalog).Failure(ClientDialect.Find("interop")!);

        Assert.That(failure, Is.Null);
    }

    private static IEnumerable<TestCaseData> Cases(string own) =>
        VectorFile.Own(own).Select(vector => new TestCaseData(vector).SetArgDisplayNames(vector.GetProperty("id").GetString()!));
}
