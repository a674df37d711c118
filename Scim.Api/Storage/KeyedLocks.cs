using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>
/// Locks by key within this process. First come, first served; a key that nobody holds takes no memory.
/// </summary>
internal sealed class KeyedLocks(TimeProvider time, LockPatience? patience = null) : IResourceLocks
{
    private readonly TimeSpan _patience = (patience ?? LockPatience.Default).Span;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _held = new(StringComparer.Ordinal);

    /// <summary>Keys held at present.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    public Task<IAsyncDisposable> EnterAsync(IReadOnlyCollection<string> keys, CancellationToken ct) => EnterAsync(keys, null, ct);

    /// <summary>Takes the keys, then what <paramref name="beyond"/> takes for them, all within one span of patience.</summary>
    public async Task<IAsyncDisposable> EnterAsync(
        IReadOnlyCollection<string> keys, Func<IReadOnlyList<string>, CancellationToken, Task<IAsyncDisposable>>? beyond, CancellationToken ct)
    {
        var ordered = keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        using var timer = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        var lease = new Lease(this);
        try
        {
            foreach (var key in ordered)
            {
                await EnterAsync(key, either.Token);
                lease.Keys.Push(key);
            }

            lease.Beyond = beyond is null ? null : await beyond(ordered, either.Token);
            return lease;
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            await lease.DisposeAsync();
            throw new TimeoutException($"Not all of {ordered.Length} locks were free within {_patience.TotalSeconds} seconds.", e);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    private async Task EnterAsync(string key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> turn;
        lock (_gate)
        {
            if (!_held.TryGetValue(key, out var waiting))
            {
                _held.Add(key, []);
                return;
            }

            turn = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = ct.Register(() =>
        {
            lock (_gate)
            {
                turn.List?.Remove(turn);
            }

            turn.Value.TrySetCanceled(ct);
        });
        await turn.Value.Task;
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            var waiting = _held[key];
            while (waiting.First is { } next)
            {
                waiting.RemoveFirst();
                if (next.Value.TrySetResult())
                {
                    return;
                }
            }

            _held.Remove(key);
        }
    }

    private sealed class Lease(KeyedLocks locks) : IAsyncDisposable
    {
        private int _given;

        public Stack<string> Keys { get; } = new();

        public IAsyncDisposable? Beyond { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _given, 1) == 1)
            {
                return;
            }

            try
            {
                if (Beyond is not null)
                {
                    await Beyond.DisposeAsync();
                }
            }
            finally
            {
                while (Keys.TryPop(out var key))
                {
                    locks.Leave(key);
                }
            }
        }
    }
}
