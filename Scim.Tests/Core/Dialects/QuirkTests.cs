using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Dialects;
using Scim.Tests.Support;
using Scim.Tests.Vectors;

namespace Scim.Tests.Core.Dialects;

[TestFixture]
public sealed class QuirkTests
{
    private static readonly ClientDialect Auto = ClientDialect.Find("auto")!;
    private static readonly ClientDialect Interop = ClientDialect.Find("interop")!;

    private static IEnumerable<string> Quirks => Auto.Quirks.Select(q => q.Name);

    private static IEnumerable<string> Demands => Interop.Quirks.Select(q => q.Name);

    [TestCaseSource(nameof(Quirks))]
    public void A_dialect_without_a_quirk_fails_exactly_the_vectors_of_that_quirk(string quirk) => AssertLaw(Auto, quirk, "patch-quirks.jsonl");

    [TestCaseSource(nameof(Demands))]
    public void The_interoperability_profile_without_a_demand_fails_exactly_the_vectors_of_that_demand(string demand) =>
        AssertLaw(Interop, demand, "patch-interop.jsonl");

    [TestCaseSource(nameof(Quirks))]
    public void A_dialect_without_a_quirk_still_passes_all_that_the_RFC_says(string quirk)
    {
        var without = Auto.Without(Auto.Quirks.Single(q => q.Name == quirk));

        Assert.That(FailingOfTheRfc(without), Is.Empty);
    }

    [Test]
    public void The_strict_dialect_passes_all_that_the_RFC_says()
    {
        Assert.That(FailingOfTheRfc(ClientDialect.Find("strict")!), Is.Empty);
    }

    [Test]
    public void Every_client_but_the_strict_ones_shares_the_harmless_quirks()
    {
        var shared = ClientDialect.Find("okta")!.Quirks;

        using (Assert.EnterMultipleScope())
        {
            foreach (var name in ClientDialect.Names)
            {
                Assert.That(ClientDialect.Find(name)!.Quirks.Intersect(shared), name is "strict" or "interop" ? Is.Empty : Is.EquivalentTo(shared), name);
            }

            Assert.That(ClientDialect.Find("strict")!.Quirks, Is.Empty);
            Assert.That(ClientDialect.Find("ENTRA")!.Quirks, Is.EquivalentTo(Auto.Quirks));
            Assert.That(ClientDialect.Find("sailpoint"), Is.Null);
        }
    }

    private static void AssertLaw(ClientDialect dialect, string quirk, string vectors)
    {
        var own = VectorFile.Own(vectors).ToList();
        var without = dialect.Without(dialect.Quirks.Single(q => q.Name == quirk));

        var failing = own.Where(v => new PatchVector(v, PatchVector.Catalog).Failure(without) is not null).Select(Id).ToList();

        var its = own.Where(v => v.GetProperty("quirks").EnumerateArray().Any(q => q.GetString() == quirk)).Select(Id).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(its, Is.Not.Empty);
            Assert.That(failing, Is.EqualTo(its));
        }
    }

    private static List<string> FailingOfTheRfc(ClientDialect dialect)
    {
        if (SharedFiles.Find("vectors/patch.jsonl") is not { } path)
        {
            Assert.Ignore("shared/vectors isn't beside the repository");
            return [];
        }

        return [.. VectorFile.Read(path)
            .Where(v => v.GetProperty("dialect").GetString() == "rfc")
            .Where(v => new PatchVector(v, PatchVector.Catalog).Failure(dialect) is not null)
            .Select(Id)];
    }

    private static string Id(JsonElement vector) => vector.GetProperty("id").GetString()!;
}
