using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Api.Configuration;
using Scim.Api.Storage.PostgreSql;
using Scim.Api.Storage.Sqlite;
using Scim.Core.Options;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>How the store comes into the host.</summary>
internal static class StoreServiceCollectionExtensions
{
    /// <summary>Registers the store of <c>Scim:Store</c>. Nothing is opened before it is used; <see cref="StoreMigrator"/> runs first.</summary>
    public static IServiceCollection AddScimStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScimOptions(configuration, StoreOptions.Section, StoreOptions.Read, new StoreOptionsValidator());
        services.AddScimOptions(configuration, AuditOptions.Section, AuditOptions.Read, new AuditOptionsValidator());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Database);
        services.AddSingleton(LockPatience.Default);
        services.AddSingleton(Locks);
        services.AddSingleton<AttributeRebuild>();
        services.AddSingleton<StoreMigrator>();
        services.AddSingleton<IStore, Store>();
        services.AddSingleton<IResourceStore, ResourceStore>();
        services.AddSingleton<IMemberStore, MemberStore>();
        services.AddSingleton<IJournal, Journal>();
        services.AddSingleton<ITokenStore, TokenStore>();
        services.AddSingleton<ISettingStore, SettingStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
        return services.AddHostedService<AuditWriter>();
    }

    private static IDatabase Database(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<StoreOptions>();
        return options.Provider == StoreProvider.Postgresql
            ? new PostgreSqlDatabase(options.ConnectionString.Reveal())
            : new SqliteDatabase(options.ConnectionString.Reveal());
    }

    private static IResourceLocks Locks(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<StoreOptions>();
        var time = provider.GetRequiredService<TimeProvider>();
        var patience = provider.GetRequiredService<LockPatience>();
        return options.Provider == StoreProvider.Postgresql
            ? new PostgreSqlLocks(options.ConnectionString.Reveal(), time, patience)
            : new KeyedLocks(time, patience);
    }
}
