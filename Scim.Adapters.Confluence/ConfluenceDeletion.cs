using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Confluence.ConfluenceRest;

namespace Scim.Adapters.Confluence;

/// <summary>The deletion of an account is a long task: submitted, then asked for with growing pauses until it is done or the time is up.</summary>
internal sealed class ConfluenceDeletion(ConfluenceRest confluence)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <exception cref="ProductException">Unavailable: it is still under way when the time is up. Invalid: Confluence couldn't do it.</exception>
    public async Task WaitAsync(ProductUser user, ProductAnswer submission, CancellationToken ct)
    {
        var http = confluence.Http;
        var task = submission.Read(ConfluenceJson.Default.ConfluenceTask)?.Id;
        var started = http.Time.GetTimestamp();
        for (var pause = FirstPause; !await IsDoneAsync(user, task, ct); pause = Longer(pause))
        {
            if (http.Time.GetElapsedTime(started) + pause >= http.TotalTimeout)
            {
                throw new ProductException(new ProductFault.Unavailable(
                    $"Confluence is still deleting '{user.Name}' after {http.TotalTimeout.TotalSeconds:0.#} s.", LongestPause));
            }

            await Task.Delay(pause, http.Time, ct);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private async Task<bool> IsDoneAsync(ProductUser user, string? task, CancellationToken ct)
    {
        // The answer to the submission may have been cut off, and a finished task may be forgotten: the account itself tells as well.
        if (task is null || await confluence.Http.FindAsync($"{Root}/longtask/{Segment(task)}", ConfluenceJson.Default.ConfluenceTask, ct) is not { } state)
        {
            return await confluence.UserByKeyAsync(user.Key, ct) is null;
        }

        if (state.PercentageComplete is null or < 100)
        {
            return false;
        }

        if (state.Successful == false)
        {
            var reason = string.Join(' ', (state.Messages ?? []).Select(m => m.Translation ?? m.Key).Where(t => !string.IsNullOrWhiteSpace(t)));
            throw new ProductException(new ProductFault.Invalid(
                $"Confluence couldn't delete '{user.Name}': {(reason.Length == 0 ? "it gives no reason." : reason)}"));
        }

        return true;
    }
}
