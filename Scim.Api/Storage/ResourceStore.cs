using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Scim.Core.Adapters;
using Scim.Core.Protocol;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>Reads of the mirror.</summary>
internal sealed class ResourceStore(IDatabase database) : IResourceStore
{
    public Task<StoredResource?> FindAsync(ResourceType type, string id, CancellationToken ct) => FindAsync(
        $"select {ResourceRow.Columns} from resource r where r.id = @key and r.type = @type and r.state <> 3", type, id, ct);

    public Task<StoredResource?> FindByNameAsync(ResourceType type, string name, CancellationToken ct) => FindAsync(
        $"select {ResourceRow.Columns} from resource r where r.type = @type and r.name_key = @key and r.state <> 3",
        type,
        ResourceRow.NameKeyOf(name),
        ct);

    public Task<StoredResource?> FindByProductNameAsync(ResourceType type, string productName, CancellationToken ct) => FindAsync(
        $"""
        select {ResourceRow.Columns} from resource r
        where r.product_name_key = @key and r.type = @type and r.state <> 3
        order by r.id limit 1
        """,
        type,
        ResourceRow.NameKeyOf(productName),
        ct);

    public Task<StoredResource?> FindByKeyAsync(ResourceType type, ProductKey key, CancellationToken ct) => FindAsync(
        $"select {ResourceRow.Columns} from resource r where r.type = @type and r.product_key = @key and r.state <> 3",
        type,
        IndexKey.Of(key.Value),
        ct);

    public Task<StoredResource?> FindTombstoneAsync(ResourceType type, ProductKey key, CancellationToken ct) => FindAsync(
        $"""
        select {ResourceRow.Columns} from resource r
        where r.type = @type and r.product_key = @key and r.state = 3
        order by r.deleted desc, r.id desc limit 1
        """,
        type,
        IndexKey.Of(key.Value),
        ct);

    public Task<StoredResource?> FindTombstoneByNameAsync(ResourceType type, string name, CancellationToken ct) => FindAsync(
        $"""
        select {ResourceRow.Columns} from resource r
        where r.type = @type and r.state = 3 and (r.name_key = @key or r.product_name_key = @key)
        order by r.deleted desc, r.id desc limit 1
        """,
        type,
        ResourceRow.NameKeyOf(name),
        ct);

    public Task<IReadOnlyList<MemberLink>> FindLinksAsync(IReadOnlyCollection<string> ids, CancellationToken ct) => LinksAsync(
        $"""
        select r.id as Id, r.state as State, r.link as Link from resource r
        where r.id in (select value ->> 0 from {database.Dialect.Rows("@list")}) and r.type = 'User' and r.state <> 3 and r.link is not null
        """,
        ids,
        ct);

    public Task<IReadOnlyList<MemberLink>> FindLinksByKeyAsync(IReadOnlyCollection<ProductKey> keys, CancellationToken ct) => LinksAsync(
        $"""
        select r.id as Id, r.state as State, r.link as Link from resource r
        where r.type = 'User' and r.product_key in (select value ->> 0 from {database.Dialect.Rows("@list")}) and r.state <> 3
        """,
        keys.Select(k => IndexKey.Of(k.Value)),
        ct);

    public async Task<ResourcePage> QueryAsync(ResourceQuery query, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return query is { IsWalk: true, Limit: > 0 } ? await WalkAsync(connection, query, ct) : await PageAsync(connection, query, ct);
    }

    private async Task<ResourcePage> PageAsync(DbConnection connection, ResourceQuery query, CancellationToken ct)
    {
        var sql = new QueryToSql(query, database.Dialect);
        var rows = query.Limit == 0 ? [] : await RowsAsync(connection, sql, ct);

        // A page that isn't full says itself how many there are.
        var total = rows.Count < query.Limit && (rows.Count > 0 || query.Offset == 0)
            ? query.Offset + rows.Count
            : await CountAsync(connection, sql, ct);
        return new(total, Read(rows, query));
    }

    /// <summary>A page of a walk by cursor (RFC 9865), and whether there is one before it and one behind it.</summary>
    private async Task<ResourcePage> WalkAsync(DbConnection connection, ResourceQuery query, CancellationToken ct)
    {
        if ((query.From?.Youngest ?? await YoungestAsync(connection, query, ct)) is not { } youngest)
        {
            return ResourcePage.Empty;
        }

        var sql = new QueryToSql(query, database.Dialect, youngest);
        var rows = await RowsAsync(connection, sql, ct);
        var goesOn = rows.Count > query.Limit;
        rows = goesOn ? rows.GetRange(0, query.Limit) : rows;
        var isBackward = query.From is { Backward: true };
        if (isBackward)
        {
            rows.Reverse();
        }

        var total = query.From is null && !goesOn ? rows.Count : await CountAsync(connection, sql, ct);
        if (rows.Count == 0)
        {
            return new(total, []);
        }

        // On the side that the walk came from there was a page; whether anything is left of it is asked.
        var (next, previous) = (new PagePlace(youngest, rows[^1].Position, false), new PagePlace(youngest, rows[0].Position, true));
        var cameFrom = query.From is not null && await AnyAsync(connection, query with { From = isBackward ? next : previous }, youngest, ct);
        return new(total, Read(rows, query))
        {
            Next = (isBackward ? cameFrom : goesOn) ? next : null,
            Previous = (isBackward ? goesOn : cameFrom) ? previous : null,
        };
    }

    private static async Task<List<ResourceRow>> RowsAsync(DbConnection connection, QueryToSql sql, CancellationToken ct) =>
        (await connection.QueryAsync<ResourceRow>(new CommandDefinition(sql.Page, sql.Parameters, cancellationToken: ct))).AsList();

    private static Task<int> CountAsync(DbConnection connection, QueryToSql sql, CancellationToken ct) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(sql.Count, sql.Parameters, cancellationToken: ct));

    private async Task<bool> AnyAsync(DbConnection connection, ResourceQuery query, PagePosition youngest, CancellationToken ct)
    {
        var sql = new QueryToSql(query, database.Dialect, youngest);
        return await connection.ExecuteScalarAsync<int?>(new CommandDefinition(sql.Any, sql.Parameters, cancellationToken: ct)) is not null;
    }

    private static async Task<PagePosition?> YoungestAsync(DbConnection connection, ResourceQuery query, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        for (var i = 0; i < query.Types.Length; i++)
        {
            parameters.Add($"type{i}", query.Types[i].Type.Name);
        }

        var row = await connection.QueryFirstOrDefaultAsync<ResourceRow>(new CommandDefinition(
            QueryToSql.Youngest(query.Types.Length), parameters, cancellationToken: ct));
        return row?.Position;
    }

    private static ImmutableArray<StoredResource> Read(List<ResourceRow> rows, ResourceQuery query) =>
        [.. rows.Select(row => row.Read(query.Types.First(part => part.Type.Name == row.Type).Type))];

    private async Task<StoredResource?> FindAsync(string sql, ResourceType type, string key, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QueryFirstOrDefaultAsync<ResourceRow>(new CommandDefinition(
            sql, new { type = type.Name, key }, cancellationToken: ct));
        return row?.Read(type);
    }

    private async Task<IReadOnlyList<MemberLink>> LinksAsync(string sql, IEnumerable<string> keys, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<ResourceRow>(new CommandDefinition(
            sql, new { list = StoreJson.List(keys) }, cancellationToken: ct));
        return [.. rows.Select(Read)];

        static MemberLink Read(ResourceRow row)
        {
            var link = ResourceRow.ReadLink(row.Link)!;
            return new(row.Id, link.Key, link.Name, link.NameConfirmedAt, (LinkState)row.State) { IsWithdrawn = link.Withdrawn is not null };
        }
    }
}
