using Dapper;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>Reads of the changes in flight.</summary>
internal sealed class Journal(IDatabase database) : IJournal
{
    public Task<JournalEntry?> FindByNameAsync(string type, string foldedName, CancellationToken ct) => FindAsync(
        $"""
        select {JournalRow.Columns} from journal j
        where j.id in (select n.entry_id from journal_name n where n.type = @type and n.name = @name)
        """,
        new { type, name = IndexKey.Of(foldedName) },
        ct);

    public Task<JournalEntry?> FindByResourceAsync(string resourceId, CancellationToken ct) => FindAsync(
        $"select {JournalRow.Columns} from journal j where j.resource_id = @resourceId order by j.opened, j.id limit 1",
        new { resourceId },
        ct);

    public async Task<IReadOnlyList<JournalEntry>> ListAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<JournalRow>(new CommandDefinition(
            $"select {JournalRow.Columns} from journal j order by j.opened, j.id", cancellationToken: ct));
        return [.. rows.Select(r => r.Read())];
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from journal", cancellationToken: ct));
    }

    private async Task<JournalEntry?> FindAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QueryFirstOrDefaultAsync<JournalRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return row?.Read();
    }
}
