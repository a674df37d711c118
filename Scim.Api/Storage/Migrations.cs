using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Output;

namespace Scim.Api.Storage;

/// <summary>Runs the numbered files of <c>Migrations/</c>, each once. DbUp takes no lock of its own: the engines hold one around it.</summary>
internal static class Migrations
{
    private const string Folder = ".Storage.Migrations.";

    public static UpgradeEngineBuilder OnSqlite(string connectionString) => DeployChanges.To.SqliteDatabase(connectionString);

    public static UpgradeEngineBuilder OnPostgreSql(string connectionString) => DeployChanges.To.PostgresqlDatabase(connectionString);

    /// <exception cref="InvalidOperationException">The store was written by a newer version, or a file failed.</exception>
    public static void Run(UpgradeEngineBuilder database, SqlDialect dialect)
    {
        var engine = database
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(Folder, StringComparison.Ordinal))
            .WithVariables(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["text"] = dialect.TextType,
                ["clustered"] = dialect.Clustered,
            })
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        if (engine.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new InvalidOperationException(
                $"The store was changed by a newer version of scim ({unknown[^1]}): run that version, or restore the backup taken before the upgrade.");
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The store's schema can't be brought up to date: {result.Error.Message}", result.Error);
        }
    }
}
