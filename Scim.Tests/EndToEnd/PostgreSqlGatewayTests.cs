using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

public sealed class PostgreSqlGatewayTests() : GatewayContract(TestProduct.Jira)
{
    private string? _database;

    protected override async Task<IReadOnlyDictionary<string, string>> CreateStoreAsync()
    {
        _database = await PostgreSqlServer.CreateDatabaseAsync();
        return new Dictionary<string, string>
        {
            ["Scim:Store:Provider"] = "postgresql",
            ["Scim:Store:ConnectionString"] = _database,
        };
    }

    protected override Task DropStoreAsync() => PostgreSqlServer.DropDatabaseAsync(_database!);
}
