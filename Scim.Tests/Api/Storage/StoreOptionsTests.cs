using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Options;

namespace Scim.Tests.Api.Storage;

internal sealed class StoreOptionsTests
{
    [Test]
    public void Without_configuration_it_is_a_file_beside_the_service()
    {
        var (options, faults) = Read();

        Assert.That((options.Provider, options.ConnectionString.Reveal(), faults), Is.EqualTo((StoreProvider.Sqlite, "Data Source=scim.db", "")));
    }

    [TestCase("postgresql", "Host=db;Database=scim", "")]
    [TestCase("PostgreSql", "Server=db", "")]
    [TestCase("sqlite", "Filename=other.db", "")]
    [TestCase(
        "oracle", null, "Scim:Store:Provider = 'oracle' is not understood: expected one of sqlite, postgresql.")]
    [TestCase(
        "postgresql", null,
        "Scim:Store:ConnectionString names no server: expected one such as 'Host=db;Database=scim;Username=scim;Password=…'.")]
    [TestCase(
        "sqlite", "Host=db", "Scim:Store:ConnectionString names no file: expected one such as 'Data Source=scim.db'.")]
    [TestCase(
        "sqlite", "no connection string", "Scim:Store:ConnectionString names no file: expected one such as 'Data Source=scim.db'.")]
    [TestCase(
        "sqlite", "Data Source=:memory:",
        "Scim:Store:ConnectionString names a store in memory, which forgets everything: expected a file.")]
    [TestCase(
        "sqlite", "Data Source=x;Mode=Memory",
        "Scim:Store:ConnectionString names a store in memory, which forgets everything: expected a file.")]
    public void Every_fault_is_told(string provider, string? connectionString, string expected)
    {
        var (_, faults) = Read(("Scim:Store:Provider", provider), ("Scim:Store:ConnectionString", connectionString));

        Assert.That(faults, Is.EqualTo(expected));
    }

    private static (StoreOptions Options, string Faults) Read(params (string Key, string? Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value))).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddScimStore(configuration);
        using var provider = services.BuildServiceProvider();
        var faults = provider.GetServices<OptionsReport>().SelectMany(r => r.Faults);
        return (provider.GetRequiredService<StoreOptions>(), string.Join('\n', faults));
    }
}
