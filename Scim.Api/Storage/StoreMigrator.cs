namespace Scim.Api.Storage;

/// <summary>Brings the store up to date: at start, and by <c>scim migrate</c>.</summary>
internal sealed class StoreMigrator(IDatabase database)
{
    public Task MigrateAsync(CancellationToken ct) => database.MigrateAsync(ct);
}
