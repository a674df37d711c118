using Dapper;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>Small things that replicas share.</summary>
internal sealed class SettingStore(IDatabase database) : ISettingStore
{
    public async Task<string?> FindAsync(string name, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            "select value from setting where name = @name", new { name }, cancellationToken: ct));
    }

    public async Task<string> GetOrAddAsync(string name, string value, CancellationToken ct)
    {
        if (await FindAsync(name, ct) is { } there)
        {
            return there;
        }

        await database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                "insert into setting (name, value) values (@name, @value) on conflict (name) do nothing", new { name, value }, transaction),
            ct);
        return await FindAsync(name, ct) ?? value;
    }

    public Task SetAsync(string name, string value, CancellationToken ct) => database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "insert into setting (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value",
            new { name, value },
            transaction),
        ct);
}
