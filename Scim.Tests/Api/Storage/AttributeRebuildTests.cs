using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Scim.Api.Storage;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Tests.Api.Storage;

internal abstract class AttributeRebuildTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    [Test]
    public async Task Values_are_made_anew_when_the_schemas_change_and_only_then()
    {
        var rebuild = new AttributeRebuild(Store.Database, Store.Settings, NullLogger<AttributeRebuild>.Instance);
        await rebuild.RunAsync(Catalog, default);
        await Store.WriteAsync(async unit =>
        {
            for (var i = 0; i < 450; i++)
            {
                await unit.InsertAsync(User(Unique("user"), null, ("title", new ScimValue.Text("Boss"))));
            }
        });
        await Store.Database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("delete from attribute where path = 'title'", null, transaction), default);

        await rebuild.RunAsync(Catalog, default);
        Assert.That(await CountAsync(), Is.Zero, "the same schemas");

        var changed = SchemaCatalog.Create([SchemaReader.Read(
            """{"id":"urn:x","name":"X","attributes":[{"name":"shoeSize","type":"integer"}]}""", extension: true)]);
        await rebuild.RunAsync(changed, default);
        Assert.That(await CountAsync(), Is.EqualTo(450), "another schema");
    }

    private async Task<int> CountAsync()
    {
        var filter = FilterBinder.Bind(Filter.Parse("title eq \"boss\"", new ScimLimits()), UserType);
        return (await Store.Resources.QueryAsync(new(UserType, filter, 0, 0), default)).Total;
    }
}

internal sealed class SqliteAttributeRebuildTests() : AttributeRebuildTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlAttributeRebuildTests() : AttributeRebuildTests(() => TestStore.PostgreSqlAsync());
