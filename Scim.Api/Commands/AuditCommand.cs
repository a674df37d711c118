using System.CommandLine;
using System.Globalization;
using Scim.Core.Auditing;
using Scim.Core.Options;
using Scim.Core.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim audit</c>: the audit log, youngest first.</summary>
internal static class AuditCommand
{
    private static readonly string[] Headings = ["Time", "Action", "Outcome", "Status", "Resource", "Token", "Detail"];

    public static Command Create(ScimCommandLine line)
    {
        var since = new Option<string?>("--since") { Description = "A length of time (1h, 7d) or an instant (2026-05-01T08:00Z)." };
        var resource = new Option<string?>("--resource") { Description = "A SCIM id, a product key, or a name." };
        var outcome = new Option<AuditOutcome?>("--outcome") { Description = "success, noop or failure." };
        var action = new Option<string?>("--action") { Description = "An action such as user.create, or its beginning with a dot: user." };
        var limit = new Option<int>("--limit") { Description = "At most so many entries.", DefaultValueFactory = _ => 1000 };
        var format = new Option<AuditFormat>("--format") { Description = "table, jsonl or csv.", DefaultValueFactory = _ => AuditFormat.Table };
        var audit = new Command("audit", "Shows the audit log, youngest entry first.\n\nExample: scim audit --since 1h --outcome failure")
        {
            since, resource, outcome, action, limit, format,
        };
        since.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !TryParseInstant(text, DateTimeOffset.UnixEpoch, out _))
            {
                result.AddError($"--since '{text}' is not understood: expected a length of time such as 1h or 7d, or an instant such as 2026-05-01T08:00Z.");
            }
        });
        audit.SetAction(async (parsed, ct) =>
        {
            await using var session = await StoreSession.OpenAsync(line, ct);
            var now = session.Get<TimeProvider>().GetUtcNow();
            var query = new AuditQuery(
                parsed.GetValue(since) is { } text && TryParseInstant(text, now, out var instant) ? instant : null,
                Resource: parsed.GetValue(resource),
                Outcome: parsed.GetValue(outcome),
                Action: parsed.GetValue(action),
                Limit: parsed.GetValue(limit));
            await WriteAsync(Terminal.Of(parsed), session.Get<IAuditLog>().ListAsync(query, ct), parsed.GetValue(format));
            return ScimCommandLine.Done;
        });
        return audit;
    }

    private static async Task WriteAsync(Terminal terminal, IAsyncEnumerable<AuditEntry> entries, AuditFormat format)
    {
        switch (format)
        {
            case AuditFormat.Jsonl:
                await foreach (var entry in entries)
                {
                    await terminal.LineAsync(AuditEntryText.Json(entry));
                }

                break;
            case AuditFormat.Csv:
                await terminal.LineAsync(AuditEntryText.CsvHeading);
                await foreach (var entry in entries)
                {
                    await terminal.LineAsync(AuditEntryText.Csv(entry));
                }

                break;
            default:
                var rows = new List<string[]>();
                await foreach (var entry in entries)
                {
                    rows.Add(AuditEntryText.Row(entry));
                }

                await terminal.TableAsync(Headings, rows);
                break;
        }
    }

    private static bool TryParseInstant(string text, DateTimeOffset now, out DateTimeOffset instant)
    {
        if (Durations.TryParse(text, out var ago))
        {
            instant = now - ago;
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
