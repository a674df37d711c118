using Microsoft.Extensions.DependencyInjection;
using Scim.Adapters.Jira.Sandbox;

namespace Scim.Tests.Support;

/// <summary>A gateway in this process on either store; what the life cycle promises holds on both.</summary>
internal static class GatewayOn
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    /// <summary>Both stores, for <c>TestFixtureSource</c> or <c>Values</c>.</summary>
    public static readonly string[] Stores = [Sqlite, PostgreSql];

    /// <summary>Starts it; the test is ignored where the store can't be had.</summary>
    public static Task<TestGateway> StartAsync(string store, params IReadOnlyList<string> settings) => StartAsync(store, null, settings, null);

    /// <summary>Starts it above another Jira.</summary>
    public static Task<TestGateway> StartAsync(string store, JiraSandboxOptions? product, params IReadOnlyList<string> settings) =>
        StartAsync(store, product, settings, null);

    /// <summary>Starts it with a clock that the test turns.</summary>
    public static Task<TestGateway> StartAsync(string store, JiraSandboxOptions? product, TimeProvider? time, params IReadOnlyList<string> settings) =>
        StartAsync(store, product, settings, null, time);

    /// <param name="product">Which Jira is beneath.</param>
    /// <param name="adjust">Services otherwise than in the gateway as it ships.</param>
    /// <param name="time">The clock of the gateway and of Jira.</param>
    public static async Task<TestGateway> StartAsync(
        string store, JiraSandboxOptions? product, IReadOnlyList<string> settings, Action<IServiceCollection>? adjust, TimeProvider? time = null) =>
        await TestGateway.StartAsync([.. await SettingsOfAsync(store), .. settings], product, time, adjust);

    /// <summary>Starts it above any product.</summary>
    public static async Task<TestGateway> StartAsync(TestProduct product, string store, params IReadOnlyList<string> settings) =>
        await TestGateway.StartAsync(product, [.. await SettingsOfAsync(store), .. settings]);

    private static async Task<IReadOnlyList<string>> SettingsOfAsync(string store) => store == Sqlite
        ? []
        : ["--Scim:Store:Provider=postgresql", $"--Scim:Store:ConnectionString={await PostgreSqlServer.CreateDatabaseAsync()}"];
}
