using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dapper;
using Scim.Api.Configuration;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>
/// The audit log. What is enqueued waits in memory for <see cref="AuditWriter"/>. Where the store is slower than the requests, entries of
/// successful reads beyond <see cref="MinorCapacity"/> are dropped and counted; all others are kept, whatever the memory costs, since a
/// refusal without a trace would be worse.
/// </summary>
internal sealed partial class AuditLog(IDatabase database, AuditOptions options, ILogger<AuditLog> logger) : IAuditLog, IAsyncDisposable
{
    public const int MinorCapacity = 10_000;

    private const int BatchSize = 500;
    private const int PageSize = 500;

    private readonly ConcurrentQueue<AuditEntry> _waiting = new();
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _disposed;
    private int _minor;
    private long _dropped;

    /// <summary>Entries of reads that were dropped since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Enqueue(AuditEntry entry)
    {
        if (AuditRow.IsMinor(entry) && Interlocked.Increment(ref _minor) > MinorCapacity)
        {
            Interlocked.Decrement(ref _minor);
            if (Interlocked.Increment(ref _dropped) == 1)
            {
                LogDropping(MinorCapacity);
            }

            return;
        }

        _waiting.Enqueue(entry);
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            // The writer has been told already.
        }
    }

    /// <summary>Returns when there is something to write.</summary>
    public Task ArrivedAsync(CancellationToken ct) => _arrived.WaitAsync(ct);

    public async Task FlushAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            for (var left = _waiting.Count; left > 0; left -= BatchSize)
            {
                await WriteBatchAsync(Math.Min(left, BatchSize), ct);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public async IAsyncEnumerable<AuditEntry> ListAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        // Page by page, so that a slow reader of a long log holds no connection, and no old state of the file.
        var sql = new AuditQueryToSql(query);
        var left = query.Limit;
        while (left > 0)
        {
            var limit = Math.Min(left, PageSize);
            var rows = await PageAsync(sql, limit, ct);
            foreach (var row in rows)
            {
                yield return row.Read();
            }

            if (rows.Count < limit)
            {
                yield break;
            }

            left -= rows.Count;
            sql.StartBehind(rows[^1]);
        }
    }

    public async Task<int> PruneAsync(DateTimeOffset changesBefore, DateTimeOffset readsBefore, CancellationToken ct) =>
        await PruneAsync(minor: 0, Instants.Write(changesBefore), ct) + await PruneAsync(minor: 1, Instants.Write(readsBefore), ct);

    public async ValueTask DisposeAsync()
    {
        // The container disposes it under each of its two service types.
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // Nobody is left to hear of it but the log.
            LogLost(e, _waiting.Count);
        }

        _arrived.Dispose();
        _writing.Dispose();
    }

    private async Task WriteBatchAsync(int size, CancellationToken ct)
    {
        // Taken out only when written: what a failure leaves is written by the next flush.
        var batch = _waiting.Take(size).ToArray();
        await database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                AuditRow.Insert(database.Dialect), new { entries = AuditRow.List(batch, options.Values) }, transaction),
            ct);
        foreach (var _ in batch)
        {
            if (_waiting.TryDequeue(out var written) && AuditRow.IsMinor(written))
            {
                Interlocked.Decrement(ref _minor);
            }
        }
    }

    private async Task<List<AuditRow>> PageAsync(AuditQueryToSql sql, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<AuditRow>(
            new CommandDefinition(sql.Page(limit), sql.Parameters, cancellationToken: ct))).AsList();
    }

    // In bites, so that other writers get their turn in between.
    private async Task<int> PruneAsync(int minor, long before, CancellationToken ct)
    {
        const int Bite = 2000;
        var pruned = 0;
        int last;
        do
        {
            last = 0;
            await database.WriteAsync(
                async transaction => last = await transaction.Connection!.ExecuteAsync(
                    $"""
                    delete from audit where id in (select a.id from audit a where a.minor = {minor} and a.time < @before order by a.time limit @bite)
                    """,
                    new { before, bite = Bite },
                    transaction),
                ct);
            pruned += last;
        }
        while (last == Bite);
        return pruned;
    }

    [LoggerMessage(2101, LogLevel.Warning, "The audit log can't keep up: {Capacity} entries of reads wait for the store; further ones are dropped.")]
    private partial void LogDropping(int capacity);

    [LoggerMessage(2103, LogLevel.Error, "{Count} audit entries couldn't be written before the end and are lost.")]
    private partial void LogLost(Exception exception, int count);
}
