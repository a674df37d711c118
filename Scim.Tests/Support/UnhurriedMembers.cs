using Scim.Core.Storage;

namespace Scim.Tests.Support;

/// <summary>
/// The membership store, which hands out a page only when the client has seen nearly all of the pages before: whoever collects members before
/// sending them waits for ever, and is told so.
/// </summary>
internal sealed class UnhurriedMembers(IMemberStore inner) : IMemberStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;
    private int _served;

    /// <summary>Members that may be under way between the store and the client; null where nobody looks.</summary>
    public int? Ahead { get; set; }

    /// <summary>The largest number of members that was under way.</summary>
    public int MostAhead { get; private set; }

    /// <summary>Says how many members the client has seen in all.</summary>
    public void Seen(int count)
    {
        Volatile.Write(ref _seen, count);
        Interlocked.Exchange(ref _progress, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Begins another answer.</summary>
    public void Reset() => (_seen, _served, MostAhead) = (0, 0, 0);

    public async Task<IReadOnlyList<Member>> ListAsync(string groupId, string? after, int limit, CancellationToken ct)
    {
        while (Ahead is { } ahead)
        {
            var progress = Volatile.Read(ref _progress).Task;
            if (_served - Volatile.Read(ref _seen) <= ahead)
            {
                break;
            }

            await progress.WaitAsync(Patience, ct);
        }

        var page = await inner.ListAsync(groupId, after, limit, ct);
        _served += page.Count;
        MostAhead = Math.Max(MostAhead, _served - Volatile.Read(ref _seen));
        return page;
    }

    public Task<int> CountAsync(string groupId, CancellationToken ct) => inner.CountAsync(groupId, ct);

    public Task<IReadOnlyList<string>> WhichAsync(string groupId, IReadOnlyCollection<string> userIds, CancellationToken ct) =>
        inner.WhichAsync(groupId, userIds, ct);

    public Task<IReadOnlyList<Member>> GroupsOfAsync(string userId, CancellationToken ct) => inner.GroupsOfAsync(userId, ct);

    public Task<ILookup<string, Member>> GroupsOfAsync(IReadOnlyCollection<string> userIds, CancellationToken ct) => inner.GroupsOfAsync(userIds, ct);
}
