using Scim.Core.Storage;

namespace Scim.Tests.Support;

/// <summary>The membership store, with a count of the questions for users' groups.</summary>
internal sealed class CountedMembers(IMemberStore inner) : IMemberStore
{
    private int _groupQuestions;

    /// <summary>How often it was asked which groups users are in.</summary>
    public int GroupQuestions => _groupQuestions;

    public Task<IReadOnlyList<Member>> ListAsync(string groupId, string? after, int limit, CancellationToken ct) =>
        inner.ListAsync(groupId, after, limit, ct);

    public Task<int> CountAsync(string groupId, CancellationToken ct) => inner.CountAsync(groupId, ct);

    public Task<IReadOnlyList<string>> WhichAsync(string groupId, IReadOnlyCollection<string> userIds, CancellationToken ct) =>
        inner.WhichAsync(groupId, userIds, ct);

    public Task<IReadOnlyList<Member>> GroupsOfAsync(string userId, CancellationToken ct) => inner.GroupsOfAsync(userId, ct);

    public Task<ILookup<string, Member>> GroupsOfAsync(IReadOnlyCollection<string> userIds, CancellationToken ct)
    {
        Interlocked.Increment(ref _groupQuestions);
        return inner.GroupsOfAsync(userIds, ct);
    }
}
