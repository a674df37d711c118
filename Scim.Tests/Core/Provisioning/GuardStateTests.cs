using CsCheck;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scim.Core.Provisioning;

namespace Scim.Tests.Core.Provisioning;

/// <summary>The guard's decision alone.</summary>
public sealed class GuardStateTests
{
    private static readonly GuardPolicy Policy = new() { MaxDeactivations = 3, Window = TimeSpan.FromHours(1) };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Never_more_than_the_most_pass_within_a_window() => Gen.Int[0, 40].Array[0, 60].Sample(minutes =>
    {
        var (state, now, passed) = (GuardState.Empty, DateTimeOffset.UnixEpoch, new List<DateTimeOffset>());
        for (var i = 0; i < minutes.Length; i++)
        {
            now += TimeSpan.FromMinutes(minutes[i]);
            (state, var mayPass) = state.Admit($"user{i}", Policy, now);
            if (mayPass)
            {
                passed.Add(now);
            }
        }

        return passed.All(end => passed.Count(time => time > end - Policy.Window && time <= end) <= Policy.MaxDeactivations);
    });

    [Test]
    public void What_is_older_than_the_window_counts_no_more()
    {
        var state = Admit(GuardState.Empty, 3);
        _time.Advance(TimeSpan.FromHours(1));

        var (after, mayPass) = state.Admit("next", Policy, _time.GetUtcNow());

        Assert.That((mayPass, after.Count(Policy, _time.GetUtcNow())), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Once_open_it_stays_so_when_the_window_has_passed()
    {
        var state = Admit(GuardState.Empty, 4);
        _time.Advance(TimeSpan.FromDays(1));

        var (after, mayPass) = state.Admit("next", Policy, _time.GetUtcNow());

        Assert.That((mayPass, after.IsOpen), Is.EqualTo((false, true)));
    }

    [Test]
    public void Released_it_lets_all_pass_for_a_while_and_then_counts_anew()
    {
        var released = Admit(GuardState.Released(_time.GetUtcNow() + TimeSpan.FromHours(2)), 50);
        _time.Advance(TimeSpan.FromHours(2));

        var state = Admit(released, 4);

        Assert.That((released.IsOpen, released.Count(Policy, _time.GetUtcNow()), state.IsOpen), Is.EqualTo((false, 0, true)));
    }

    [Test]
    public void It_reads_what_it_wrote()
    {
        var state = Admit(GuardState.Empty, 4);

        var read = GuardState.Parse(state.ToJson());

        Assert.That((read.Ended.Count, read.OpenSince, read.ReleasedUntil), Is.EqualTo((3, state.OpenSince, state.ReleasedUntil)));
    }

    private GuardState Admit(GuardState state, int count)
    {
        for (var i = 0; i < count; i++)
        {
            (state, _) = state.Admit($"user{i}", Policy, _time.GetUtcNow());
        }

        return state;
    }
}
