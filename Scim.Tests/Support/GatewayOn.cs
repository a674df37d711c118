namespace Scim.Tests.Support;

/// <summary>A gateway in this process on either store; what the life cycle promises holds on both.</summary>
internal static class GatewayOn
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    /// <summary>Both stores, for <c>TestFixtureSource</c> or <c>Values</c>.</summary>
    public static readonly string[] Stores = [Sqlite, PostgreSql];

    /// <summary>Starts it; the test is ignored where the store can't be had.</summary>
    public static async Task<TestGateway> StartAsync(string store, params IReadOnlyList<string> settings)
    {
        IReadOnlyList<string> ofStore = store == Sqlite
            ? []
            : ["--Scim:Store:Provider=postgresql", $"--Scim:Store:ConnectionString={await PostgreSqlServer.CreateDatabaseAsync()}"];
        return await TestGateway.StartAsync([.. ofStore, .. settings]);
    }
}
