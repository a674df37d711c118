using Dapper;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>Reads of the membership relation.</summary>
internal sealed class MemberStore(IDatabase database) : IMemberStore
{
    public async Task<IReadOnlyList<Member>> ListAsync(string groupId, string? after, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<Member>(new CommandDefinition(
            """
            select m.user_id as Id, u.display as Display from member m join resource u on u.id = m.user_id
            where m.group_id = @groupId and m.user_id > @after
            order by m.user_id limit @limit
            """,
            new { groupId, after = after ?? "", limit },
            cancellationToken: ct))).AsList();
    }

    public async Task<int> CountAsync(string groupId, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*) from member where group_id = @groupId", new { groupId }, cancellationToken: ct));
    }

    public async Task<IReadOnlyList<string>> WhichAsync(string groupId, IReadOnlyCollection<string> userIds, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            $"""
            select user_id from member
            where group_id = @groupId and user_id in (select value ->> 0 from {database.Dialect.Rows("@userIds")})
            """,
            new { groupId, userIds = StoreJson.List(userIds) },
            cancellationToken: ct))).AsList();
    }

    public async Task<IReadOnlyList<Member>> GroupsOfAsync(string userId, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<Member>(new CommandDefinition(
            """
            select g.id as Id, g.display as Display from member m join resource g on g.id = m.group_id
            where m.user_id = @userId and g.state <> 3
            order by g.id
            """,
            new { userId },
            cancellationToken: ct))).AsList();
    }

    public async Task<ILookup<string, Member>> GroupsOfAsync(IReadOnlyCollection<string> userIds, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<(string User, string Group, string Display)>(new CommandDefinition(
            $"""
            select m.user_id, g.id, g.display from member m join resource g on g.id = m.group_id
            where m.user_id in (select value ->> 0 from {database.Dialect.Rows("@userIds")}) and g.state <= 1
            order by m.user_id, m.group_id
            """,
            new { userIds = StoreJson.List(userIds) },
            cancellationToken: ct));

        // A page of users shares its groups: each is held once.
        var groups = new Dictionary<string, Member>(StringComparer.Ordinal);
        return rows.ToLookup(row => row.User, row => groups.TryGetValue(row.Group, out var known)
            ? known
            : groups[row.Group] = new(row.Group, row.Display), StringComparer.Ordinal);
    }
}
