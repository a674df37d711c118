using System.Security.Cryptography;
using System.Text;
using Dapper;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>
/// Makes the table <c>attribute</c> anew from the documents when what it holds would come out otherwise today: another version of the
/// comparable forms, or another characteristic of an attribute in the configured schemas.
/// </summary>
internal sealed partial class AttributeRebuild(IDatabase database, ISettingStore settings, ILogger<AttributeRebuild> logger)
{
    /// <summary>Grows when <see cref="Comparable"/> or <see cref="AttributeRow"/> gives other forms or rows than before.</summary>
    private const int Version = 2;

    private const string Setting = "attribute-forms";
    private const int Bite = 200;

    public async Task RunAsync(SchemaCatalog catalog, CancellationToken ct)
    {
        var present = FingerprintOf(catalog);
        if (await settings.FindAsync(Setting, ct) == present)
        {
            return;
        }

        var count = 0;
        foreach (var type in catalog.ResourceTypes)
        {
            count += await RunAsync(type, ct);
        }

        // Last: what a crash leaves half done is begun again.
        await settings.SetAsync(Setting, present, ct);
        if (count > 0)
        {
            LogRebuilt(count);
        }
    }

    private static string FingerprintOf(SchemaCatalog catalog)
    {
        var attributes = catalog.ResourceTypes.SelectMany(t => t.Attributes.SelectMany(a => a.SubAttributes.Prepend(a))
            .Select(a => $"{t.Name} {a.Path} {a.Type} {Comparable.IsExact(a)} {a.MultiValued}"));
        return $"{Version}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', attributes))))}";
    }

    private async Task<int> RunAsync(ResourceType type, CancellationToken ct)
    {
        var (count, last) = (0, "");
        while (true)
        {
            var rows = await PageAsync(type, last, ct);
            if (rows.Count == 0)
            {
                return count;
            }

            // A resource that somebody else changes meanwhile has its values from that change.
            await database.WriteAsync(
                async transaction =>
                {
                    var unit = new StoreUnit(transaction, database.Dialect, auditsValues: false);
                    foreach (var row in rows)
                    {
                        await unit.RewriteAttributesAsync(row.Read(type));
                    }
                },
                ct);
            (count, last) = (count + rows.Count, rows[^1].Id);
        }
    }

    private async Task<List<ResourceRow>> PageAsync(ResourceType type, string after, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<ResourceRow>(new CommandDefinition(
            $"select {ResourceRow.Columns} from resource r where r.type = @type and r.id > @after and r.state <> 3 order by r.id limit @bite",
            new { type = type.Name, after, bite = Bite },
            cancellationToken: ct))).AsList();
    }

    [LoggerMessage(2104, LogLevel.Information, "The filterable values of {Count} resources were made anew.")]
    private partial void LogRebuilt(int count);
}
