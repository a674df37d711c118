using NUnit.Framework;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;
using Scim.Core.Storage;
using Scim.Tests.Conformance;

namespace Scim.Tests.Api.Storage;

/// <summary>A walk by cursor meets the resources of a list in its order, with whatever page size, there and back.</summary>
internal abstract class WalkTests(Func<Task<TestStore>> create) : StoreFixture(create)
{
    private static readonly string?[] Names = ["b", null, "a", "b", "B", null, "c", "a", "\uFFFF", "\U00010000"];

    // Pairs of resources share a time, and users and groups their names.
    [OneTimeSetUp]
    public async Task FillAsync()
    {
        foreach (var (i, name) in Names.Index())
        {
            var time = Noon.AddMinutes(i / 2);
            var user = name is null ? User(Unique("u")) : User(Unique("u"), null, ("displayName", new ScimValue.Text(name)));
            await AddAsync(user with { Created = time });
            await AddAsync(Group($"{name}{i}") with { Created = time });
        }
    }

    [Test]
    [Rfc("9865-2-09", "9865-2-12", "9865-2.2-01")]
    public async Task Each_list_is_walked_in_its_order_there_and_back(
        [Values("users", "groups", "both")] string what, [Values(null, "displayName", "userName", "meta.created")] string? sortBy, [Values] bool descending)
    {
        var types = what switch { "users" => [UserType], "groups" => [GroupType], _ => new[] { UserType, GroupType } };
        var query = new ResourceQuery([.. types.Select(t => new TypeQuery(t, null, SortedBy(t, sortBy)))], 0, 100, descending);
        var expected = (await Store.Resources.QueryAsync(query, default)).Resources.Select(r => r.Id).ToArray();
        Assert.That(expected, Has.Length.EqualTo(Names.Length * types.Length));
        for (var limit = 1; limit <= expected.Length + 1; limit += limit)
        {
            var pages = await WalkAsync(query with { Limit = limit, IsWalk = true }, page => page.Next);
            var last = query with { Limit = limit, IsWalk = true, From = pages[^1].Previous };
            var back = pages[^1].Previous is null ? [] : await WalkAsync(last, page => page.Previous);

            Assert.That(pages.SelectMany(IdsOf), Is.EqualTo(expected), $"pages of {limit}");
            Assert.That(pages.Select(p => p.Total), Is.All.EqualTo(expected.Length));
            Assert.That(pages.Select(p => p.Previous is null), Is.EqualTo(pages.Select((_, i) => i == 0)));
            Assert.That(back.Select(IdsOf), Is.EqualTo(pages.SkipLast(1).Reverse().Select(IdsOf)), $"back by {limit}");
        }
    }

    [Test]
    public async Task A_filter_narrows_a_walk_on_each_type()
    {
        ResourceQuery Of(bool isWalk, int limit) => new(
            [.. FilterOnTypes.Bind(Filter.Parse("displayName sw \"b\" or userName pr and displayName sw \"a\"", new ScimLimits()), [UserType, GroupType])
                .Select(part => new TypeQuery(part.Type, part.Filter, SortedBy(part.Type, "displayName")))], 0, limit, false)
        { IsWalk = isWalk };

        var pages = await WalkAsync(Of(isWalk: true, 2), page => page.Next);

        Assert.That(pages.SelectMany(IdsOf), Is.EqualTo(IdsOf(await Store.Resources.QueryAsync(Of(isWalk: false, 100), default))));
        Assert.That(pages[0].Total, Is.EqualTo(8));
    }

    private static AttributeDefinition? SortedBy(ResourceType type, string? path) => path?.Split('.') switch
    {
        null => null,
        [var name] => type.Attribute(name),
        [var name, var sub, ..] => type.Attribute(name)?.Sub(sub),
        _ => null,
    };

    private static string[] IdsOf(ResourcePage page) => [.. page.Resources.Select(r => r.Id)];

    private async Task<List<ResourcePage>> WalkAsync(ResourceQuery query, Func<ResourcePage, PagePlace?> onwards)
    {
        var pages = new List<ResourcePage> { await Store.Resources.QueryAsync(query, default) };
        while (onwards(pages[^1]) is { } place)
        {
            pages.Add(await Store.Resources.QueryAsync(query with { From = place }, default));
            Assert.That(pages, Has.Count.LessThan(100));
        }

        return pages;
    }
}

internal sealed class SqliteWalkTests() : WalkTests(() => TestStore.SqliteAsync());

internal sealed class PostgreSqlWalkTests() : WalkTests(() => TestStore.PostgreSqlAsync());
