using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

[TestFixtureSource(typeof(TestProduct), nameof(TestProduct.All))]
public sealed class SqliteGatewayTests(TestProduct product) : GatewayContract(product)
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
