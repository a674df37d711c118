using Dapper;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>The bearer tokens.</summary>
internal sealed class TokenStore(IDatabase database) : ITokenStore
{
    private const string Columns =
        "id as Id, name as Name, scope as Scope, hash as Hash, dialect as Dialect, created as Created, expires as Expires, revoked as Revoked";

    public async Task<StoredToken?> FindAsync(string id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            $"select {Columns} from token where id = @id", new { id }, cancellationToken: ct));
        return row?.Read();
    }

    public async Task<IReadOnlyList<StoredToken>> ListAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"select {Columns} from token order by name, created, id", cancellationToken: ct));
        return [.. rows.Select(r => r.Read())];
    }

    public Task InsertAsync(StoredToken token, CancellationToken ct) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            """
            insert into token (id, name, scope, hash, dialect, created, expires, revoked)
            values (@Id, @Name, @Scope, @Hash, @Dialect, @Created, @Expires, @Revoked)
            """,
            Row.Of(token),
            transaction),
        ct);

    public Task UpdateAsync(StoredToken token, CancellationToken ct) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "update token set scope = @Scope, dialect = @Dialect, expires = @Expires, revoked = @Revoked where id = @Id",
            Row.Of(token),
            transaction),
        ct);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public int Scope { get; init; }

        public string Hash { get; init; } = "";

        public string? Dialect { get; init; }

        public long Created { get; init; }

        public long Expires { get; init; }

        public long? Revoked { get; init; }

        public static Row Of(StoredToken token) => new()
        {
            Id = token.Id,
            Name = token.Name,
            Scope = (int)token.Scope,
            Hash = token.Hash,
            Dialect = token.Dialect,
            Created = Instants.Write(token.Created),
            Expires = Instants.Write(token.Expires),
            Revoked = Instants.Write(token.Revoked),
        };

        public StoredToken Read() => new(
            Id, Name, (TokenScope)Scope, Hash, Dialect, Instants.Read(Created), Instants.Read(Expires), Instants.Read(Revoked));
    }
}
