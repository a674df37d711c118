using NUnit.Framework;
using Scim.Core.Adapters;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;

namespace Scim.Tests.Api.Storage;

/// <summary>Tests that hold on every engine: an abstract class of them, and a subclass of two lines for each engine.</summary>
internal abstract class StoreFixture(Func<Task<TestStore>> create)
{
    protected static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static int _serial;

    protected static SchemaCatalog Catalog { get; } = SchemaCatalog.Create();

    protected static ResourceType UserType => Catalog.User;

    protected static ResourceType GroupType => Catalog.Group;

    /// <summary>Makes a further, empty store.</summary>
    protected Func<Task<TestStore>> Create { get; } = create;

    protected TestStore Store { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task CreateStoreAsync() => Store = await Create();

    [OneTimeTearDown]
    public async Task DisposeStoreAsync()
    {
        // Null where the engine can't be had and the fixture is ignored.
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }
    }

    /// <summary>A name that no other test uses.</summary>
    protected static string Unique(string name) => $"{name}-{Interlocked.Increment(ref _serial)}";

    protected static StoredResource User(string name, string? key = null, params (string Attribute, ScimValue Value)[] attributes) =>
        Make(UserType, "userName", name, key, attributes);

    protected static StoredResource Group(string name, string? key = null) => Make(GroupType, "displayName", name, key, []);

    protected async Task<StoredResource> AddAsync(StoredResource resource)
    {
        await Store.WriteAsync(unit => unit.InsertAsync(resource));
        return resource;
    }

    protected async Task<StoredResource> ChangeAsync(StoredResource before, StoredResource after)
    {
        var next = after with { Version = before.Version + 1 };
        await Store.WriteAsync(unit => unit.UpdateAsync(next, before.Version));
        return next;
    }

    protected static StoredResource Buried(StoredResource resource) => resource with { State = LinkState.Deleted, Deleted = Noon };

    private static StoredResource Make(
        ResourceType type, string nameAttribute, string name, string? key, (string Attribute, ScimValue Value)[] attributes)
    {
        var resource = attributes.Aggregate(new Resource(type), (r, a) => r.With(type.Attribute(a.Attribute)!, a.Value))
            .With(type.Attribute(nameAttribute)!, new ScimValue.Text(name));
        var link = new ProductLink(new ProductKey(key ?? $"key of {name}"), name) { NameConfirmedAt = Noon };
        return new(Guid.CreateVersion7().ToString(), resource, name, LinkState.Managed, link, 1, Noon, Noon);
    }
}
