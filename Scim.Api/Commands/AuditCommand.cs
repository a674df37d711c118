using System.CommandLine;
using System.Globalization;
using Scim.Core.Auditing;
using Scim.Core.Options;
using Scim.Core.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim audit</c>: the audit log, youngest first.</summary>
internal static class AuditCommand
{
    private static readonly string[] Headings = ["Time", "Action", "Outcome", "Status", "Resource", "By", "Detail", "Id"];

    private const string None = "No entries.";

    public static Command Create(ScimCommandLine line)
    {
        var since = new Option<string?>("--since") { Description = "A length of time (1h, 7d) or an instant (2026-05-01T08:00Z)." };
        var resource = new Option<string?>("--resource") { Description = "A SCIM id, a product key, or a name." };
        var outcome = new Option<AuditOutcome?>("--outcome") { Description = "How it ended.", HelpName = "success|noop|failure" };
        var action = new Option<string?>("--action") { Description = "An action such as user.create, or its beginning with a dot: user." };
        var id = new Option<string?>("--id") { Description = "One entry's id, or the id of a request (X-Request-Id): tells the whole story." };
        var limit = new Option<int>("--limit") { Description = "At most so many entries.", DefaultValueFactory = _ => 1000 };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--limit is too small: expected at least 1.");
            }
        });
        var format = new Option<AuditFormat?>("--format") { Description = "How entries are written; jsonl is the whole entry. [default: table]", HelpName = "table|jsonl|csv" };
        var audit = new Verb("audit", "Shows the audit log, youngest entry first.", "scim audit --since 1h --outcome failure")
        {
            since, resource, outcome, action, id, limit, format,
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
            await using var session = await StoreSession.OpenAsync(line, mayMake: false, ct);
            var terminal = Terminal.Of(parsed);
            var log = session.Get<IAuditLog>();
            if (parsed.GetValue(id) is { } wanted)
            {
                await TellAsync(terminal, log, wanted, parsed.GetValue(format) ?? AuditFormat.Table, ct);
                return ScimCommandLine.Done;
            }

            var now = session.Get<TimeProvider>().GetUtcNow();
            var query = new AuditQuery(
                parsed.GetValue(since) is { } text && TryParseInstant(text, now, out var instant) ? instant : null,
                Resource: parsed.GetValue(resource),
                Outcome: parsed.GetValue(outcome),
                Action: parsed.GetValue(action),
                Limit: parsed.GetValue(limit));
            await WriteAsync(terminal, log.ListAsync(query, ct), parsed.GetValue(format) ?? AuditFormat.Table);
            return ScimCommandLine.Done;
        });
        return audit;
    }

    // A request may have left several entries: the change, and drift that it saw.
    private static async Task TellAsync(Terminal terminal, IAuditLog log, string id, AuditFormat format, CancellationToken ct)
    {
        var entries = await log.ListAsync(new(Id: id), ct).ToListAsync(ct);
        if (entries.Count == 0)
        {
            entries = await log.ListAsync(new(RequestId: id), ct).ToListAsync(ct);
        }

        if (entries.Count == 0)
        {
            throw new CommandFailedException($"There is no audit entry and no request {id}; it may be older than Scim:Audit:Retention.");
        }

        if (format != AuditFormat.Table)
        {
            await WriteAsync(terminal, entries.ToAsyncEnumerable(), format);
            return;
        }

        foreach (var entry in entries)
        {
            foreach (var sentence in AuditStory.Of(entry))
            {
                await terminal.LineAsync(sentence);
            }
        }
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
            case AuditFormat.Table when !terminal.IsInteractive:
                var isFirst = true;
                await foreach (var entry in entries)
                {
                    if (isFirst)
                    {
                        await terminal.RowAsync(Headings);
                        isFirst = false;
                    }

                    await terminal.RowAsync(AuditEntryText.Row(entry));
                }

                if (isFirst)
                {
                    await terminal.LineAsync(None);
                }

                break;
            default:
                var rows = new List<string[]>();
                await foreach (var entry in entries)
                {
                    rows.Add(AuditEntryText.Row(entry));
                }

                await (rows.Count == 0 ? terminal.LineAsync(None) : terminal.TableAsync(Headings, rows));
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
