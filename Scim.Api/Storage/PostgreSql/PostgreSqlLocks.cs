using Npgsql;
using Scim.Core.Storage;

namespace Scim.Api.Storage.PostgreSql;

/// <summary>
/// Locks across replicas: first within the process, then as advisory locks on the server. A few sessions hold the locks of all requests,
/// so that requests which hold some and want more can't use up the connections and wait for each other. A session never blocks on a lock
/// that another replica holds, it asks again: while it waited, it could give nothing back.
/// </summary>
internal sealed class PostgreSqlLocks : IResourceLocks, IAsyncDisposable
{
    private const int Sessions = 4;

    private readonly KeyedLocks _local;
    private readonly TimeProvider _time;
    private readonly string _connectionString;
    private readonly LockSession?[] _sessions = new LockSession?[Sessions];
    private readonly Lock _gate = new();
    private uint _next;

    public PostgreSqlLocks(string connectionString, TimeProvider time, LockPatience? patience = null)
    {
        // Not pooled: closing the connection must end its session, and with it the locks. The server finds out within half a minute that
        // a replica's machine is gone.
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10 };
        builder.Options = $"{builder.Options} -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3".TrimStart();
        _connectionString = builder.ToString();
        _local = new(time, patience);
        _time = time;
    }

    public Task<IAsyncDisposable> EnterAsync(IReadOnlyCollection<string> keys, CancellationToken ct) =>
        _local.EnterAsync(keys, TakeAsync, ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.OfType<LockSession>())
        {
            await session.DisposeAsync();
        }
    }

    private async Task<IAsyncDisposable> TakeAsync(IReadOnlyList<string> keys, CancellationToken ct)
    {
        var lease = new Lease(Session());
        var wanted = keys.Select(LockSession.NumberOf).ToArray();
        try
        {
            while (true)
            {
                if (await lease.Session.TryTakeAsync(wanted[lease.Taken.Count..], ct) is { } taken)
                {
                    lease.Taken.AddRange(taken);
                }
                else
                {
                    // The session broke, and what was taken on it is free again.
                    lease = new(Session());
                }

                if (lease.Taken.Count == wanted.Length)
                {
                    return lease;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 40)), _time, ct);
            }
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    private LockSession Session()
    {
        lock (_gate)
        {
            var slot = _next++ % Sessions;
            if (_sessions[slot] is not { IsBroken: false } session)
            {
                session = new(_connectionString);
                _sessions[slot] = session;
            }

            return session;
        }
    }

    private sealed class Lease(LockSession session) : IAsyncDisposable
    {
        public LockSession Session { get; } = session;

        public List<long> Taken { get; } = [];

        public ValueTask DisposeAsync() => new(Session.GiveBackAsync([.. Taken]));
    }
}
