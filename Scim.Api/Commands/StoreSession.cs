using Scim.Api.Authentication;
using Scim.Api.Composition;
using Scim.Api.Configuration;
using Scim.Api.Storage;
using Scim.Core.Provisioning;

namespace Scim.Api.Commands;

/// <summary>The store and what works on it alone, for commands that need neither product nor server.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoreSession(ServiceProvider services, ScimOptions options, bool isNew)
    {
        _services = services;
        Options = options;
        IsNew = isNew;
    }

    public ScimOptions Options { get; }

    /// <summary>Whether the store was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Where the store is.</summary>
    public string Place => Get<StoreOptions>().Place;

    /// <summary>Opens the store and brings it up to date.</summary>
    /// <param name="line">The command line, whose settings count.</param>
    /// <param name="mayMake">Whether a store that isn't there is made; a command that only looks at one would show an empty one and leave it behind.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="CommandFailedException">There is no store.</exception>
    /// <exception cref="InvalidConfigurationException">The store's or the schemas' section has faults; those of other sections don't matter here.</exception>
    public static async Task<StoreSession> OpenAsync(ScimCommandLine line, bool mayMake, CancellationToken ct)
    {
        var configuration = Gateway.ReadConfiguration(line.Settings);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(configuration)
            .AddSingleton(TimeProvider.System)
            .AddScimSchemas(configuration)
            .AddScimStore(configuration)
            .AddScimGuard(configuration)
            .AddSingleton<Guard>()
            .AddScimTokens();
        services.ThrowOnFaults();
        var store = StoreOptions.Read(new(configuration, StoreOptions.Section));
        var isNew = store.IsMissing;
        if (isNew && !mayMake)
        {
            throw new CommandFailedException(
                $"There is no store {store.Place}: expected the service's. Run the command with the service's settings and in its folder, or set {StoreOptions.Section}:{nameof(StoreOptions.ConnectionString)}.");
        }

        var session = new StoreSession(services.BuildServiceProvider(), ScimOptions.Read(new(configuration, ScimOptions.Section)), isNew);
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
