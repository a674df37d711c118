using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Scim.Api.Storage.Sqlite;

/// <summary>
/// The one writer of a SQLite store. Works that wait at the same moment run under one transaction, each under its own savepoint, and share
/// one commit: durability costs a flush for each batch, not for each change. Nobody hears of a result before the commit is on disk.
/// </summary>
internal sealed class SqliteWriter(Func<Task<SqliteConnection>> open) : IAsyncDisposable
{
    private const int LargestBatch = 256;
    private const string Savepoint = "work";

    private readonly Channel<Work> _waiting = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private SqliteConnection? _connection;
    private Task? _loop;

    /// <summary>How many commits there were; fewer than works where some shared one.</summary>
    public long Commits { get; private set; }

    public Task WriteAsync(Func<DbTransaction, Task> run, CancellationToken ct)
    {
        lock (_starting)
        {
            _loop ??= Task.Run(LoopAsync, CancellationToken.None);
        }

        var work = new Work(run, ct);
        return _waiting.Writer.TryWrite(work)
            ? work.Done.Task
            : Task.FromException(new ObjectDisposedException(nameof(SqliteWriter)));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is not null)
        {
            await _loop;
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task LoopAsync()
    {
        var batch = new List<Work>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Work> batch)
    {
        try
        {
            _connection ??= await open();
            await using var transaction = _connection.BeginTransaction();
            foreach (var work in batch)
            {
                await RunAsync(work, transaction);
            }

            await transaction.CommitAsync();
            Commits++;
        }
        catch (Exception e)
        {
            // The transaction itself failed (disk full, locked by another process): nothing of the batch is written.
            batch.ForEach(work => work.Fault = e);
        }

        batch.ForEach(work => work.Release());
    }

    private static async Task RunAsync(Work work, SqliteTransaction transaction)
    {
        if (work.Ct.IsCancellationRequested)
        {
            work.Fault = new OperationCanceledException(work.Ct);
            return;
        }

        await transaction.SaveAsync(Savepoint);
        try
        {
            await work.Run(transaction);
        }
        catch (Exception e)
        {
            work.Fault = e;
            await transaction.RollbackAsync(Savepoint);
        }

        await transaction.ReleaseAsync(Savepoint);
    }

    private sealed record Work(Func<DbTransaction, Task> Run, CancellationToken Ct)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Fault { get; set; }

        public void Release()
        {
            if (Fault is OperationCanceledException && Ct.IsCancellationRequested)
            {
                Done.SetCanceled(Ct);
            }
            else if (Fault is not null)
            {
                Done.SetException(Fault);
            }
            else
            {
                Done.SetResult();
            }
        }
    }
}
