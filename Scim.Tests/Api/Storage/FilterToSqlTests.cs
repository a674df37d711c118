using System.Text.Json;
using CsCheck;
using Dapper;
using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;
using Scim.Tests.Vectors;

namespace Scim.Tests.Api.Storage;

internal abstract class FilterToSqlTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    private static readonly SchemaCatalog Extended = SharedFiles.Find("vectors/extension-schema.json") is { } path
        ? SchemaCatalog.Create([SchemaReader.Read(File.ReadAllText(path), extension: true)])
        : SchemaCatalog.Create();

    // The others are errors of the binder, which the store never sees.
    private static IEnumerable<TestCaseData> Vectors => VectorFile.Cases("filters-eval.jsonl")
        .Where(c => c.Arguments[0] is not JsonElement { ValueKind: JsonValueKind.Object } vector || vector.TryGetProperty("match", out _));

    [Test]
    [Rfc("7644-3.4.2.2-01")]
    public Task Users_are_found_as_they_are_in_memory() => AgreesAsync(new Population(Extended.User));

    [Test]
    [Rfc("7644-3.4.2.2-01")]
    public Task Groups_are_found_as_they_are_in_memory() => AgreesAsync(new Population(Extended.Group));

    [TestCaseSource(nameof(Vectors))]
    public async Task A_vector_of_evaluation_holds(JsonElement vector)
    {
        var type = vector.GetProperty("type").GetString() == "User" ? Extended.User : Extended.Group;
        var filter = FilterBinder.Bind(Filter.Parse(vector.GetProperty("filter").GetString()!, new ScimLimits()), type);
        await ClearAsync();
        var stored = await AddVectorAsync(type, vector.GetProperty("resource"));

        var found = await QueryAsync(type, filter);

        Assert.That(found, Is.EqualTo(vector.GetProperty("match").GetBoolean() ? [stored.Id] : Array.Empty<string>()));
    }

    [Test]
    public async Task Groups_are_found_by_their_members_and_users_by_their_groups()
    {
        await ClearAsync();
        var ann = await AddAsync(User(Unique("ann"), null, ("displayName", new ScimValue.Text("Ann Änders"))));
        var ben = await AddAsync(User(Unique("ben")));
        var both = await AddAsync(Group(Unique("both")));
        var one = await AddAsync(Group(Unique("one")));
        var none = await AddAsync(Group(Unique("none")));
        await Store.WriteAsync(async unit =>
        {
            await unit.AddMembersAsync(both.Id, [ann.Id, ben.Id]);
            await unit.AddMembersAsync(one.Id, [ben.Id]);
        });

        using (Assert.EnterMultipleScope())
        {
            await FindsAsync(GroupType, $"members eq \"{ann.Id}\"", both);
            await FindsAsync(GroupType, $"members.value eq \"{ben.Id.ToUpperInvariant()}\"", both, one);
            await FindsAsync(GroupType, $"members[value eq \"{ben.Id}\"]", both, one);
            await FindsAsync(GroupType, $"members[value eq \"{ben.Id}\" and type eq \"user\"]", both, one);
            await FindsAsync(GroupType, $"members[value eq \"{ben.Id}\" and type eq \"Group\"]");
            await FindsAsync(GroupType, $"members.value eq \"{ann.Id}\" and members.value eq \"{ben.Id}\"", both);
            await FindsAsync(GroupType, $"members[value eq \"{ann.Id}\" and value eq \"{ben.Id}\"]");
            await FindsAsync(GroupType, $"members[not (value eq \"{ben.Id}\")]", both);
            await FindsAsync(GroupType, $"not (members.value eq \"{ann.Id}\")", one, none);
            await FindsAsync(GroupType, $"members.value ne \"{ben.Id}\"", both, none);
            await FindsAsync(GroupType, "members pr", both, one);
            await FindsAsync(GroupType, "not (members pr)", none);
            await FindsAsync(GroupType, "members.display co \"ÄNDERS\"", both);
            await FindsAsync(GroupType, "members[display sw \"ben\"]", both, one);
            await FindsAsync(GroupType, "members.$ref pr");
            await FindsAsync(GroupType, $"members.value eq \"{ann.Id}\" or displayName eq \"{none.Name.ToUpperInvariant()}\"", both, none);
            await FindsAsync(UserType, $"groups.value eq \"{one.Id}\"", ben);
            await FindsAsync(UserType, $"groups[value eq \"{both.Id}\" and type eq \"direct\"]", ann, ben);
            await FindsAsync(UserType, $"groups eq \"{both.Id}\" and not (groups.display eq \"{one.Name}\")", ann);
        }
    }

    [Test]
    public async Task A_chain_as_long_as_a_filter_may_be_is_answered()
    {
        await ClearAsync();
        var ann = await AddAsync(User(Unique("ann")));
        var filter = string.Join(" or ", Enumerable.Repeat("title pr", 680).Append("id pr"));
        Assert.That(filter, Has.Length.LessThan(new ScimLimits().FilterLength));

        await FindsAsync(UserType, filter, ann);
    }

    [Test]
    [Rfc("7644-3.4.2.3-02", "7644-3.4.2.3-05")]
    public async Task Sorting_puts_missing_values_last_and_descending_first()
    {
        await ClearAsync();
        var (b, none, a, big) = (await TitledAsync("b"), await TitledAsync(null), await TitledAsync("A"), await TitledAsync("\uFFFF"));
        var beyond = await TitledAsync("\U00010000");
        var title = UserType.Attribute("title")!;

        var ascending = await Store.Resources.QueryAsync(new(UserType, null, 0, 10, title), default);
        var descending = await Store.Resources.QueryAsync(new(UserType, null, 1, 3, title, descending: true), default);

        Assert.That(ascending.Resources.Select(r => r.Id), Is.EqualTo([a.Id, b.Id, big.Id, beyond.Id, none.Id]));
        Assert.That(descending.Resources.Select(r => r.Id), Is.EqualTo([beyond.Id, big.Id, b.Id]));
        Assert.That(descending.Total, Is.EqualTo(5));

        Task<StoredResource> TitledAsync(string? title) => AddAsync(title is null
            ? User(Unique("u"))
            : User(Unique("u"), null, ("title", new ScimValue.Text(title))));
    }

    [Test]
    [Rfc("7644-3.4.2.3-03")]
    public async Task A_multi_valued_attribute_is_sorted_by_its_primary_value_or_its_first()
    {
        await ClearAsync();
        var emails = UserType.Attribute("emails")!;
        var first = await AddAsync(User(Unique("u"), null, ("emails", Emails(("c", false), ("z", false)))));
        var primary = await AddAsync(User(Unique("u"), null, ("emails", Emails(("z", false), ("b", true)))));

        var page = await Store.Resources.QueryAsync(new(UserType, null, 0, 10, emails.Sub("value")), default);

        Assert.That(page.Resources.Select(r => r.Id), Is.EqualTo([primary.Id, first.Id]));

        ScimValue Emails(params (string Value, bool Primary)[] all) => new ScimValue.Many([.. all.Select(e =>
            (ScimValue)new ScimValue.Complex(AttributeSet.Of(
                [(emails.Value!, new ScimValue.Text(e.Value)), (emails.Primary!, ScimValue.Boolean.Of(e.Primary))])))]);
    }

    [Test]
    public async Task An_update_leaves_nothing_of_the_old_values()
    {
        await ClearAsync();
        var ann = await AddAsync(User(Unique("ann"), null, ("title", new ScimValue.Text("Boss")), ("nickName", new ScimValue.Text("Annie"))));

        var resource = ann.Resource.With(UserType.Attribute("title")!, new ScimValue.Text("Guide")).With(UserType.Attribute("nickName")!, null);
        await ChangeAsync(ann, ann with { Resource = resource, LastModified = Noon.AddHours(1) });

        await FindsAsync(UserType, "title eq \"Guide\"", ann);
        await FindsAsync(UserType, "title eq \"Boss\"");
        await FindsAsync(UserType, "nickName pr");
        await FindsAsync(UserType, "meta.lastModified gt \"2025-03-01T12:30:00Z\" and meta.version eq \"W/\\\"2\\\"\"", ann);
    }

    protected async Task ClearAsync() => await Store.Database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "delete from member; delete from attribute; delete from resource", null, transaction),
        default);

    private async Task AgreesAsync(Population population)
    {
        await Gen.Select(population.Resources, population.Filters).SampleAsync(
            async (resources, filters) =>
            {
                await ClearAsync();
                await Store.WriteAsync(async unit =>
                {
                    foreach (var resource in resources)
                    {
                        await unit.InsertAsync(resource);
                    }
                });
                if (resources.Length == 0)
                {
                    return;
                }

                var type = resources[0].Resource.Type;
                var all = await Store.Resources.QueryAsync(new(type, null, 0, 100), default);
                foreach (var filter in filters)
                {
                    var expected = all.Resources.Where(r => FilterEvaluator.Matches(filter, r.Resource)).Select(r => r.Id);
                    var found = await QueryAsync(type, filter);
                    if (!found.SequenceEqual(expected))
                    {
                        throw new AssertionException($"{filter}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
                    }
                }
            },
            threads: 1);
    }

    private async Task FindsAsync(ResourceType type, string filter, params StoredResource[] expected)
    {
        var bound = FilterBinder.Bind(Filter.Parse(filter, new ScimLimits()), type);
        Assert.That(await QueryAsync(type, bound), Is.EquivalentTo(expected.Select(e => e.Id)), filter);
    }

    private async Task<string[]> QueryAsync(ResourceType type, BoundFilter filter)
    {
        var page = await Store.Resources.QueryAsync(new(type, filter, 0, 1000), default);
        return [.. page.Resources.Select(r => r.Id)];
    }

    private async Task<StoredResource> AddVectorAsync(ResourceType type, JsonElement json)
    {
        var resource = ResourceDocument.Read(json.GetRawText(), type);
        var name = resource.Text(type.Name == "User" ? "userName" : "displayName") ?? Unique("nameless");
        var meta = json.TryGetProperty("meta", out var given) ? given : default;
        var stored = new StoredResource(
            json.TryGetProperty("id", out var id) ? id.GetString()! : Guid.CreateVersion7().ToString(),
            resource,
            name,
            LinkState.Managed,
            null,
            1,
            Instant(meta, "created"),
            Instant(meta, "lastModified"));
        await AddAsync(stored);
        if (json.TryGetProperty("members", out var members))
        {
            await Store.WriteAsync(async unit =>
            {
                foreach (var member in members.EnumerateArray())
                {
                    var user = User(Unique("member")) with { Id = member.GetProperty("value").GetString()! };
                    await unit.InsertAsync(user);
                    await unit.AddMembersAsync(stored.Id, [user.Id]);
                }
            });
        }

        return stored;

        static DateTimeOffset Instant(JsonElement meta, string name) =>
            meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : Noon;
    }
}

internal sealed class SqliteFilterToSqlTests() : FilterToSqlTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlFilterToSqlTests() : FilterToSqlTests(() => TestStore.PostgreSqlAsync());
