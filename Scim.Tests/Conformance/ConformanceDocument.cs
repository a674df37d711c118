using System.Text;

namespace Scim.Tests.Conformance;

/// <summary><c>docs/conformance.md</c>: every demand with the test that shows it, or the reason why there is none.</summary>
internal static class ConformanceDocument
{
    private static readonly (string Rfc, string Title)[] Rfcs =
    [
        ("6585", "Additional HTTP status codes"), ("6750", "OAuth 2.0 bearer tokens"), ("7643", "SCIM core schema"), ("7644", "SCIM protocol"),
        ("9110", "HTTP semantics, where a SCIM server meets them"), ("9865", "Cursor-based pagination of SCIM resources"),
    ];

    public static string Page(IReadOnlyList<Requirement> requirements, ILookup<string, string> tests)
    {
        var page = new StringBuilder();
        page.Append("""
            # Conformance
            What the RFCs demand of a SCIM service provider, demand by demand, and the test that fails when the gateway doesn't meet it. Made from attributes on
            the tests and the lists in `Scim.Tests/Conformance`; a test compares this page with both, so it can't say what isn't so.

            A demand's id is its RFC, section and number. *Shown by* names a test in `Scim.Tests`. **Deviates** is where the gateway does otherwise on purpose,
            *not ours* what binds somebody else or can't be seen from outside, each with its reason.


            """);
        Summary(page, requirements, tests);
        Departures(page, requirements);
        foreach (var (rfc, title) in Rfcs)
        {
            page.Append($"\n## RFC {rfc}: {title}\n");
            foreach (var section in requirements.Where(r => r.Rfc == rfc).GroupBy(r => r.Section))
            {
                page.Append($"\n### §{section.Key}\n| id | level | demand | shown by |\n|---|---|---|---|\n");
                foreach (var requirement in section)
                {
                    page.Append($"| {requirement.Id} | {requirement.Level} | {Cell(requirement.Demand)} | {ShownBy(requirement, tests[requirement.Id])} |\n");
                }
            }
        }

        return page.ToString();
    }

    private static void Summary(StringBuilder page, IReadOnlyList<Requirement> requirements, ILookup<string, string> tests)
    {
        page.Append("| RFC | demands | shown by a test | deviates | not ours |\n|---|---:|---:|---:|---:|\n");
        foreach (var (rfc, title) in Rfcs)
        {
            var all = requirements.Where(r => r.Rfc == rfc).ToList();
            page.Append($"| {rfc} {title} | {all.Count} | {all.Count(r => tests.Contains(r.Id))} | {all.Count(r => r.Deviates)} | {all.Count(r => r.IsNotOurs)} |\n");
        }
    }

    private static void Departures(StringBuilder page, IReadOnlyList<Requirement> requirements)
    {
        page.Append("\n## Where the gateway deviates\n");
        foreach (var requirement in requirements.Where(r => r.Deviates))
        {
            page.Append($"- **{requirement.Id}** ({requirement.Level}): {requirement.Demand} {Reason(requirement)}\n");
        }
    }

    private static string ShownBy(Requirement requirement, IEnumerable<string> tests)
    {
        var names = tests.Select(name => $"`{name}`");
        var reason = requirement switch
        {
            { Deviates: true } => [$"**Deviates:** {Cell(Reason(requirement))}"],
            { IsNotOurs: true } => [$"*Not ours:* {Cell(Reason(requirement))}"],
            _ => Array.Empty<string>(),
        };
        return string.Join("<br>", [.. reason, .. names]);
    }

    private static string Reason(Requirement requirement) => requirement.Reason[(requirement.Reason.IndexOf(':', StringComparison.Ordinal) + 2)..];

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
