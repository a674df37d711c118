using System.Data.Common;
using Dapper;
using Scim.Core.Auditing;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>One transaction's writes.</summary>
internal sealed class StoreUnit(DbTransaction transaction, SqlDialect dialect, bool auditsValues) : IStoreUnit
{
    // An update of a column writes all its indexes, be the value the same; nearly all changes leave the indexed columns as they are.
    private const string UpdateBesideKeys =
        """
        update resource
        set name = @Name, link = @Link, document = @Document, version = @Version, modified = @Modified, deleted = @Deleted
        where id = @Id and version = @expected and state = @State and name_key = @NameKey
          and display = @Display and display_folded = @DisplayFolded and external_key = @ExternalKey
          and product_key is not distinct from @ProductKey and product_name_key is not distinct from @ProductNameKey
        """;

    private const string UpdateAll =
        """
        update resource
        set state = @State, name = @Name, name_key = @NameKey, display = @Display, display_folded = @DisplayFolded,
          external_key = @ExternalKey, product_key = @ProductKey, product_name_key = @ProductNameKey, link = @Link,
          document = @Document, version = @Version, modified = @Modified, deleted = @Deleted
        where id = @Id and version = @expected
        """;

    public async Task InsertAsync(StoredResource resource)
    {
        await ExecuteAsync(
            """
            insert into resource (id, type, state, name, name_key, display, display_folded, external_key, product_key, product_name_key,
              link, document, version, created, modified, deleted)
            values (@Id, @Type, @State, @Name, @NameKey, @Display, @DisplayFolded, @ExternalKey, @ProductKey, @ProductNameKey,
              @Link, @Document, @Version, @Created, @Modified, @Deleted)
            """,
            ResourceRow.Of(resource));
        await AddAttributesAsync(resource.Id, AttributeRow.List(ResourceRow.AttributesOf(resource)));
    }

    public async Task UpdateAsync(StoredResource resource, long expected)
    {
        var row = new DynamicParameters(ResourceRow.Of(resource));
        row.Add("expected", expected);

        if (await ExecuteAsync(UpdateBesideKeys, row) == 0 && await ExecuteAsync(UpdateAll, row) == 0)
        {
            throw new StoreConflictException(StoreConflict.Version);
        }

        await WriteAttributesAsync(resource);
    }

    /// <summary>Makes the filterable values of a resource anew, if it is still the version that was read.</summary>
    public async Task RewriteAttributesAsync(StoredResource resource)
    {
        // The update changes nothing and locks the row against those who do.
        var isPresent = await ExecuteAsync(
            "update resource set version = version where id = @Id and version = @Version", new { resource.Id, resource.Version });
        if (isPresent == 1)
        {
            await WriteAttributesAsync(resource);
        }
    }

    public Task AddMembersAsync(string groupId, IReadOnlyCollection<string> userIds) => ExecuteAsync(
        $"""
        insert into member (group_id, user_id)
        select @groupId, value ->> 0 from {dialect.Rows("@userIds")} where true
        on conflict (group_id, user_id) do nothing
        """,
        new { groupId, userIds = StoreJson.List(userIds) });

    public Task RemoveMembersAsync(string groupId, IReadOnlyCollection<string> userIds) => ExecuteAsync(
        $"delete from member where group_id = @groupId and user_id in (select value ->> 0 from {dialect.Rows("@userIds")})",
        new { groupId, userIds = StoreJson.List(userIds) });

    public Task ClearMembersAsync(string groupId) => ExecuteAsync("delete from member where group_id = @groupId", new { groupId });

    public Task LeaveAllGroupsAsync(string userId) => ExecuteAsync("delete from member where user_id = @userId", new { userId });

    public async Task OpenAsync(JournalEntry entry)
    {
        await ExecuteAsync(
            """
            insert into journal (id, type, resource_id, action, names, plan, owner, opened)
            values (@Id, @Type, @ResourceId, @Action, @Names, @Plan, @Owner, @Opened)
            """,
            JournalRow.Of(entry));
        await HoldNamesAsync(entry);
    }

    public async Task ReopenAsync(JournalEntry entry)
    {
        var written = await ExecuteAsync(
            "update journal set names = @Names, plan = @Plan, owner = @Owner where id = @Id", JournalRow.Of(entry));
        if (written == 0)
        {
            throw new StoreConflictException(StoreConflict.Version);
        }

        await ExecuteAsync("delete from journal_name where entry_id = @Id", new { entry.Id });
        await HoldNamesAsync(entry);
    }

    public async Task CloseAsync(string entryId)
    {
        await ExecuteAsync("delete from journal_name where entry_id = @entryId", new { entryId });
        await ExecuteAsync("delete from journal where id = @entryId", new { entryId });
    }

    public Task AppendAsync(AuditEntry entry) => ExecuteAsync(AuditRow.Insert(dialect), new { entries = AuditRow.List([entry], auditsValues) });

    // Only rows that differ are touched: an update of one attribute writes one row and the two of meta.
    private async Task WriteAttributesAsync(StoredResource resource)
    {
        var present = (await transaction.Connection!.QueryAsync<(string Path, int Element, int Position, string Value, int Indexed)>(
            "select path, element, position, value, indexed from attribute where resource_id = @Id", new { resource.Id }, transaction))
            .Select(r => new AttributeRow(r.Path, r.Element, r.Position, r.Value, r.Indexed == 1))
            .ToDictionary(r => r.Key);
        var wanted = new List<AttributeRow>();
        foreach (var row in ResourceRow.AttributesOf(resource))
        {
            if (!present.Remove(row.Key, out var was) || was != row)
            {
                wanted.Add(row);
            }
        }

        if (present.Count > 0)
        {
            await ExecuteAsync(
                $"""
                delete from attribute
                where resource_id = @id and (path, element, position) in
                  (select value ->> 0, cast(value ->> 1 as integer), cast(value ->> 2 as integer) from {dialect.Rows("@gone")})
                """,
                new { id = resource.Id, gone = AttributeRow.List(present.Values) });
        }

        if (wanted.Count > 0)
        {
            await AddAttributesAsync(resource.Id, AttributeRow.List(wanted));
        }
    }

    private Task<int> AddAttributesAsync(string id, string attributes) => ExecuteAsync(
        $"""
        insert into attribute (resource_id, path, element, position, value, indexed)
        select @id, value ->> 0, cast(value ->> 1 as integer), cast(value ->> 2 as integer), value ->> 3, cast(value ->> 4 as integer)
        from {dialect.Rows("@attributes")} where true
        on conflict (resource_id, path, element, position) do update set value = excluded.value, indexed = excluded.indexed
        """,
        new { id, attributes });

    private Task<int> HoldNamesAsync(JournalEntry entry) => ExecuteAsync(
        $"""
        insert into journal_name (type, name, entry_id)
        select @Type, value ->> 0, @Id from {dialect.Rows("@names")} where true
        """,
        new { entry.Type, entry.Id, names = StoreJson.List(entry.Names.Select(IndexKey.Of).Distinct()) });

    private async Task<int> ExecuteAsync(string sql, object parameters)
    {
        try
        {
            return await transaction.Connection!.ExecuteAsync(sql, parameters, transaction);
        }
        catch (DbException e) when (dialect.ConflictOf(e) is { } conflict)
        {
            throw new StoreConflictException(conflict, e);
        }
    }
}
