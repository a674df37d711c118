using NUnit.Framework;
using Scim.Api.Commands;
using Scim.Core.Auditing;

namespace Scim.Tests.Api.Commands;

public sealed class AuditStoryTests
{
    [Test]
    public void It_tells_who_asked_what_changed_what_the_product_was_told_and_what_was_answered()
    {
        var entry = new AuditEntry(
            "id-1",
            new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero),
            "request-1",
            new("entra", null, "10.0.0.1", "agent"),
            AuditAction.UserUpdate,
            new("User", "42", "ann", "JIRAUSER1"),
            AuditOutcome.Failure,
            503,
            null,
            "Jira limits the gateway's requests (429).",
            [new("active", "true", "false"), new("title", null, "\"Boss\"")],
            [new("PUT", "/rest/api/2/user?key=JIRAUSER1", 429, 12.34, 1), new("PUT", "/rest/api/2/user?key=JIRAUSER1", null, 8000, 2)],
            ["\"False\" was read as false."],
            8100)
        {
            Request = new("PATCH", "/scim/v2/Users/42"),
            Dialect = "entra",
        };

        Assert.That(AuditStory.Of(entry), Is.EqualTo(new[]
        {
            "2026-05-01 08:00:00.000 UTC  user.update  User 'ann' 42, in the product ann (JIRAUSER1)",
            "  Asked by:  entra, from 10.0.0.1, agent",
            "  Asked for: PATCH /scim/v2/Users/42",
            "  Dialect:   entra",
            "  Answered:  failure, 503 after 8100 ms",
            "             Jira limits the gateway's requests (429).",
            "  Note:      \"False\" was read as false.",
            "  Changed:   active: true → false",
            "  Changed:   title: (nothing) → \"Boss\"",
            "  Product:   PUT /rest/api/2/user?key=JIRAUSER1 → 429 after 12.3 ms",
            "  Product:   PUT /rest/api/2/user?key=JIRAUSER1 → no answer after 8000 ms, attempt 2",
            "  Request:   request-1",
            "  Entry:     id-1",
        }));
    }
}
