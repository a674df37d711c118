using Microsoft.Extensions.Time.Testing;

namespace Scim.Tests.Core.Provisioning.Users;

/// <summary>Lets time pass for a request that waits.</summary>
internal static class ClockTurning
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Advances the clock by <paramref name="step"/> again and again until the request is answered.</summary>
    public static async Task<Answer> TurnUntilAsync(this FakeTimeProvider clock, Task<Answer> request, TimeSpan step)
    {
        using var timer = new PeriodicTimer(Between);
        while (!request.IsCompleted && await timer.WaitForNextTickAsync())
        {
            clock.Advance(step);
        }

        return await request;
    }
}
