using Scim.Core.Schemas;

namespace Scim.Api.Storage;

/// <summary>
/// Brings the store up to date, at start and by <c>scim migrate</c>: its schema, and the filterable values where the attributes or their
/// comparable forms changed.
/// </summary>
/// <param name="catalog">The schemas in force; a command that knows none leaves the values to the next start.</param>
internal sealed class StoreMigrator(IDatabase database, AttributeRebuild rebuild, SchemaCatalog? catalog = null)
{
    public async Task MigrateAsync(CancellationToken ct)
    {
        await database.MigrateAsync(ct);
        if (catalog is not null)
        {
            await rebuild.RunAsync(catalog, ct);
        }
    }
}
