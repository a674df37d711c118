namespace Scim.Tests.Support;

/// <summary>The machine's clock, some time ahead: minutes pass at once, and timers run as ever.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
