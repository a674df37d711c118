namespace Scim.Core.Storage;

/// <summary>Reads of the membership relation between groups and users.</summary>
public interface IMemberStore
{
    /// <summary>
    /// Members of a group in the order of their ids, at most <paramref name="limit"/>, behind <paramref name="after"/> (null: from the
    /// first). A page costs the same wherever it stands.
    /// </summary>
    Task<IReadOnlyList<Member>> ListAsync(string groupId, string? after, int limit, CancellationToken ct);

    Task<int> CountAsync(string groupId, CancellationToken ct);

    /// <summary>Those of <paramref name="userIds"/> that are members of the group.</summary>
    Task<IReadOnlyList<string>> WhichAsync(string groupId, IReadOnlyCollection<string> userIds, CancellationToken ct);

    /// <summary>The living groups that a user is in, as id and displayName.</summary>
    Task<IReadOnlyList<Member>> GroupsOfAsync(string userId, CancellationToken ct);

    /// <summary>The groups that a client sees each of these users in, in the order of their ids; one question for a whole page of users.</summary>
    Task<ILookup<string, Member>> GroupsOfAsync(IReadOnlyCollection<string> userIds, CancellationToken ct);
}
