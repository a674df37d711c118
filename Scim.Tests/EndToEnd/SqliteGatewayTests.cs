namespace Scim.Tests.EndToEnd;

public sealed class SqliteGatewayTests : GatewayContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-e2e-");

    protected override Task<IReadOnlyDictionary<string, string>> CreateStoreAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>
        {
            ["Scim:Store:Provider"] = "sqlite",
            ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "scim.db")}",
        });

    protected override Task DropStoreAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
