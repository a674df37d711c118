namespace Scim.Adapters.Contract;

/// <summary>
/// A clock for tests of patience that take no time: a short wait (a back-off, a slow answer) is over at once and the clock has moved on by
/// it; a wait of hours means that nobody will ever answer, so the clock moves on to the next time-out. Everything else stands still.
/// </summary>
public sealed class HastyClock : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Endless = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<Timer> _timers = new(Comparer<Timer>.Create((a, b) => (a.Due, a.Number).CompareTo((b.Due, b.Number))));
    private TimeSpan _now;
    private long _count;

    /// <summary>How far the clock has moved on.</summary>
    public TimeSpan Passed
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on; what comes due is run.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            MoveTo(_now + by);
        }
    }

    private void Set(Timer timer, TimeSpan due)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (due < TimeSpan.Zero)
            {
                return;
            }

            timer.Due = _now + due;
            timer.Number = _count++;
            _timers.Add(timer);
            if (due <= Short)
            {
                MoveTo(timer.Due);
            }
            else if (due >= Endless && _timers.Min is { } next && next != timer)
            {
                MoveTo(next.Due);
            }
        }
    }

    private void Forget(Timer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private void MoveTo(TimeSpan time)
    {
        _now = time > _now ? time : _now;
        while (_timers.Min is { } next && next.Due <= _now)
        {
            _timers.Remove(next);
            // On another thread, as timers run, and after whoever set it has gone on.
            ThreadPool.QueueUserWorkItem(static t => t.Run(), next, preferLocal: false);
        }
    }

    private sealed class Timer(HastyClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public long Number { get; set; }

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
