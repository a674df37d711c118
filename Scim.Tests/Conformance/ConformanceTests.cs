using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Documents;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>
/// The conformance page can't lie. <c>SCIM_WRITE_DOCUMENTS=1 dotnet test Scim.Tests --filter ConformanceTests</c> writes it anew.
/// </summary>
public sealed class ConformanceTests
{
    [Test]
    public void The_page_tells_what_lists_and_tests_say() =>
        GeneratedDocument.Compare("conformance.md", ConformanceDocument.Page(Requirements.Read(), Requirements.Tests()), nameof(ConformanceTests));

    [Test]
    public void Every_demand_is_shown_by_a_test_or_has_its_reason()
    {
        var tests = Requirements.Tests();

        Assert.That(Requirements.Read().Where(r => !tests.Contains(r.Id) && !r.Deviates && !r.IsNotOurs).Select(r => $"{r.Id}: {r.Reason}"), Is.Empty);
    }

    [Test]
    public void No_reason_is_given_for_what_is_met() =>
        Assert.That(Requirements.Read().Where(r => r.Reason.Length > 0 && !r.Deviates && !r.IsNotOurs).Select(r => r.Id), Is.Empty);

    [Test]
    public void No_test_claims_a_demand_that_isnt_in_the_lists() =>
        Assert.That(Requirements.Tests().Select(t => t.Key).Except(Requirements.Read().Select(r => r.Id)).Where(id => !IsMay(id)), Is.Empty);

    [Test]
    public void No_demand_is_listed_twice() => Assert.That(Requirements.Read().Select(r => r.Id), Is.Unique);

    [Test]
    public void The_lists_leave_out_no_demand_and_weaken_none()
    {
        var wanted = Shared().Where(r => r.Level != "MAY").Select(r => $"{r.Id} {r.Level}");

        Assert.That(wanted.Except(Requirements.Read().Select(r => $"{r.Id} {r.Level}")), Is.Empty);
    }

    // What an RFC merely allows is in no list; a test may still say that it is there.
    private static bool IsMay(string id) =>
        SharedFiles.Find("protocol/requirements.jsonl") is null || Shared().Any(r => r.Id == id && r.Level == "MAY");

    private static IEnumerable<(string Id, string Level)> Shared()
    {
        var file = SharedFiles.Find("protocol/requirements.jsonl");
        if (file is null)
        {
            Assert.Ignore("shared/protocol/requirements.jsonl isn't beside the repository");
        }

        return File.ReadLines(file!).Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("level").GetString()!));
    }
}
