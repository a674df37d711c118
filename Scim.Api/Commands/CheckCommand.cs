using System.CommandLine;
using System.Data.Common;
using Dapper;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Health;
using Scim.Api.Storage;
using Scim.Core.Adapters;
using Scim.Core.Provisioning;
using Scim.Core.Storage;

namespace Scim.Api.Commands;

/// <summary><c>scim check</c>: configuration, store and product, one line each with what to do.</summary>
internal static class CheckCommand
{
    private const string Fine = "ok";
    private const string Warning = "warning";
    private const string Failed = "failed";

    public static Command Create(ScimCommandLine line)
    {
        var json = new Option<bool>("--json") { Description = "Prints JSON for scripts: [{\"verdict\",\"check\",\"sentence\"}]." };
        var check = new Verb(
            "check", "Looks whether configuration, store and product are fit for work; changes nothing.", "scim check --Scim:Adapter=jira", CommandOptions.Settings) { json };
        check.SetAction((parsed, ct) => RunAsync(line, Terminal.Of(parsed), parsed.GetValue(json), ct));
        return check;
    }

    private static async Task<int> RunAsync(ScimCommandLine line, Terminal terminal, bool json, CancellationToken ct)
    {
        List<string[]> rows;
        try
        {
            await using var app = Gateway.Build(line.Settings, services => services.AddLogging(logging => logging.ClearProviders()));
            rows = [[Fine, "configuration", "every value is understood."]];
            rows.AddRange(app.Services.GetRequiredService<Warnings>().Find().Select(sentence => new[] { Warning, "configuration", sentence }));
            var store = await LookAtStoreAsync(app.Services, ct);
            rows.Add(store);
            if (store[0] == Fine)
            {
                rows.AddRange(await LookAtGuardAsync(app.Services, ct));
                rows.AddRange(await LookAtJournalAsync(app.Services.GetRequiredService<IJournal>(), ct));
            }

            rows.AddRange(await ProbeAsync(app.Services, ct));
        }
        catch (InvalidConfigurationException invalid)
        {
            rows = [.. invalid.Faults.Select(fault => new[] { Failed, "configuration", fault.ToString() })];
        }

        await (json ? terminal.JsonAsync(["verdict", "check", "sentence"], rows) : terminal.TableAsync(["", "Check", "Found"], rows));
        return rows.Exists(row => row[0] == Failed) ? ScimCommandLine.Failed : ScimCommandLine.Done;
    }

    /// <summary>Changes that a request or recovery is at, or that wait for the product.</summary>
    private static async Task<IReadOnlyList<string[]>> LookAtJournalAsync(IJournal journal, CancellationToken ct)
    {
        var open = (await journal.ListAsync(ct)).Select(UnfinishedChange.Of).ToArray();
        return open.Length == 0
            ? [[Fine, "journal", "no change is unfinished."]]
            : [.. open.Select(change => new[]
            {
                Warning, "journal", $"{change.Action} of {change.Resource} is unfinished since {change.Since:yyyy-MM-dd HH:mm:ss}Z. {change.Known}",
            })];
    }

    private static async Task<IReadOnlyList<string[]>> LookAtGuardAsync(IServiceProvider services, CancellationToken ct)
    {
        var guard = services.GetRequiredService<Guard>();
        var state = await guard.ReadAsync(ct);
        return guard.Policy.MaxDeactivations == 0
            ? []
            : [[state.IsOpen ? Warning : Fine, "guard", GuardCommand.Sentence(guard.Policy, state, services.GetRequiredService<TimeProvider>().GetUtcNow())]];
    }

    private static async Task<string[]> LookAtStoreAsync(IServiceProvider services, CancellationToken ct)
    {
        var options = services.GetRequiredService<StoreOptions>();
        if (options.MissingFolder is { } missing)
        {
            return [Warning, "store", $"is in the folder {missing}, which isn't there: the next start or \"scim migrate\" makes it."];
        }

        if (options.IsMissing)
        {
            return LookAtFolder(options.File!);
        }

        try
        {
            await using var connection = await services.GetRequiredService<IDatabase>().OpenAsync(ct);
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return [Failed, "store", $"can't be opened: {e.Message} Check {StoreOptions.Section}:{nameof(StoreOptions.ConnectionString)}, and that the gateway's account may write there."];
        }

        if (await services.GetRequiredService<StoreHealth>().ProblemAsync(ct) is null)
        {
            return await TryWriteAsync(services.GetRequiredService<IDatabase>(), ct);
        }

        return [Warning, "store", "can be opened, but its schema is missing or older: the next start or \"scim migrate\" brings it up to date."];
    }

    // To open a file that isn't there would make it. Whether it can be made is seen by another one, which is gone at once.
    private static string[] LookAtFolder(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            var trial = Path.Combine(folder, $".scim-check-{Guid.NewGuid():N}");
            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return [Warning, "store", $"{file} doesn't exist yet: it is made at the first start, or by \"scim migrate\"."];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Failed, "store", $"{file} doesn't exist yet, and this account can't make it, as it may not write in {folder}: check {StoreOptions.Section}:{nameof(StoreOptions.ConnectionString)} and the rights there."];
        }
    }

    // A row that is replaced by itself: it takes the right to write, and leaves no trace.
    private static async Task<string[]> TryWriteAsync(IDatabase database, CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(
                transaction => transaction.Connection!.ExecuteAsync("update setting set value = value where name = 'check'", transaction: transaction), ct);
            return [Fine, "store", "can be opened, read and written."];
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or InvalidOperationException or TimeoutException)
        {
            return [Failed, "store", $"can be read but not written: {e.Message} Give the gateway's account the right to write there, to the folder too."];
        }
    }

    private static async Task<IEnumerable<string[]>> ProbeAsync(IServiceProvider services, CancellationToken ct)
    {
        var product = services.GetRequiredService<IProductAdapter>();
        var report = await product.ProbeAsync(ct);
        var found = report.Findings.Select(finding => new[]
        {
            finding.Verdict switch
            {
                ProbeVerdict.Fine => Fine,
                ProbeVerdict.Warning => Warning,
                _ => Failed,
            },
            $"{product.Descriptor.Name} {finding.Check}",
            finding.Sentence,
        });
        return report.IsHealthy ? [.. found, .. await LookAtGapsAsync(services, product, ct)] : found;
    }

    /// <summary>What this installation can't do, and what the gateway does instead: no fault, but nobody shall be surprised.</summary>
    private static async Task<IEnumerable<string[]>> LookAtGapsAsync(IServiceProvider services, IProductAdapter product, CancellationToken ct)
    {
        try
        {
            var able = product.Descriptor.At(await product.ReadSiteAsync(ct));
            return ProductGaps.Of(able, services.GetRequiredService<UserPolicy>(), services.GetRequiredService<GroupPolicy>())
                .Select(sentence => new[] { Fine, $"{able.Name} abilities", sentence });
        }
        catch (ProductException e)
        {
            return [[Failed, $"{product.Descriptor.Name} abilities", e.Fault.Message]];
        }
    }
}
