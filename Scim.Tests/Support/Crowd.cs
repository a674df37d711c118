using Dapper;
using Scim.Api.Storage;
using Scim.Api.Storage.PostgreSql;

namespace Scim.Tests.Support;

/// <summary>So many members that nobody would make them one by one: written into the store past the gateway.</summary>
internal static class Crowd
{
    /// <summary>Makes users, and members of a group of them.</summary>
    public static async Task JoinAsync(TestGateway gateway, string group, int count)
    {
        await gateway.Get<IDatabase>().WriteAsync(
            async transaction =>
            {
                await transaction.Connection!.ExecuteAsync(
                    """
                    insert into resource (id, type, state, name, name_key, display, display_folded, external_key, document, version, created, modified)
                    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < @count)
                    select 'crowd-' || cast(n as text), 'User', 1, 'crowd-' || cast(n as text), 'crowd-' || cast(n as text),
                      'Crowd ' || cast(n as text), 'crowd ' || cast(n as text), '', '{"userName":"crowd-' || cast(n as text) || '"}', 1, n, n
                    from numbers where true
                    on conflict do nothing
                    """,
                    new { count },
                    transaction);
                await transaction.Connection!.ExecuteAsync(
                    "insert into member (group_id, user_id) select @group, r.id from resource r where r.id like 'crowd-%'", new { group }, transaction);
            },
            default);

        // PostgreSQL counts its tables by itself after a minute or so.
        if (gateway.Get<IDatabase>() is PostgreSqlDatabase database)
        {
            await using var connection = await database.OpenAsync(default);
            await connection.ExecuteAsync("analyze resource, member");
        }
    }
}
