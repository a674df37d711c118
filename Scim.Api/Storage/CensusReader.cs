using Dapper;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>Counts what the store holds, over indexes alone: the inactive users are few, and the others are the rest.</summary>
internal sealed class CensusReader(IDatabase database, SchemaCatalog catalog)
{
    public async Task<Census> ReadAsync(CancellationToken ct)
    {
        var active = catalog.User.Attribute("active")!;
        await using var connection = await database.OpenAsync(ct);
        var (users, groups, inactive, pending) = await connection.QuerySingleAsync<(long Users, long Groups, long Inactive, long Pending)>(new CommandDefinition(
            """
            select
              (select count(*) from resource r where r.type = @user and r.state <= 1) as Users,
              (select count(*) from resource r where r.type = @group and r.state <= 1) as Groups,
              (select count(*) from attribute a join resource r on r.id = a.resource_id
                where a.path = @path and a.indexed = 1 and substr(a.value, 1, 200) = @no and r.type = @user and r.state <= 1) as Inactive,
              (select count(*) from journal) as Pending
            """,
            new { user = catalog.User.Name, group = catalog.Group.Name, path = active.Path, no = Comparable.Of(active, ScimValue.Boolean.False) },
            cancellationToken: ct));
        return new((int)(users - inactive), (int)inactive, (int)groups, (int)pending);
    }
}
