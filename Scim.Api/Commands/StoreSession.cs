using Scim.Api.Authentication;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Storage;

namespace Scim.Api.Commands;

/// <summary>The store and what works on it alone, for commands that need neither product nor server.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreSession(ServiceProvider services, ScimOptions options)
    {
        _services = services;
        Options = options;
    }

    public ScimOptions Options { get; }

    /// <summary>Opens the store and brings it up to date.</summary>
    /// <exception cref="InvalidConfigurationException">The store's or the schemas' section has faults; those of other sections don't matter here.</exception>
    public static async Task<StoreSession> OpenAsync(ScimCommandLine line, CancellationToken ct)
    {
        var configuration = Gateway.ReadConfiguration(line.Settings);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(configuration)
            .AddSingleton(TimeProvider.System)
            .AddScimSchemas(configuration)
            .AddScimStore(configuration)
            .AddScimTokens();
        services.ThrowOnFaults();
        var session = new StoreSession(services.BuildServiceProvider(), ScimOptions.Read(new(configuration, ScimOptions.Section)));
        try
        {
            await session.Get<StoreMigrator>().MigrateAsync(ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
