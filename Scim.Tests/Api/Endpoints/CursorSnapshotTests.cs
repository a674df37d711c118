using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Walks by cursor (RFC 9865) while resources come and go.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class CursorSnapshotTests(string store) : CursorFixture(store)
{
    [SetUp]
    public Task StartAsync() => BeginAsync();

    [TearDown]
    public Task StopAsync() => EndAsync();

    [Test]
    public async Task A_walk_on_the_root_goes_through_users_and_groups()
    {
        await CreateAsync("Groups", """{"displayName":"Bees"}""");
        await CreateAsync("Groups", """{"displayName":"Zebras"}""");

        var byCreation = await WalkAsync("?cursor=&count=4", "?count=4");
        var byName = await WalkAsync("?cursor=&count=3&sortBy=displayName", "?count=3&sortBy=displayName");

        Assert.That(byCreation.SelectMany(NamesOf).Count(), Is.EqualTo(14));
        Assert.That(byCreation.SelectMany(NamesOf).TakeLast(2), Is.EqualTo(["Bees", "Zebras"]));
        Assert.That(string.Join(',', byName.SelectMany(NamesOf)), Is.EqualTo("Ann,Bees,bob,cat,Dan,eve,fay,gil,hal,ida,joe,kim,Lea,Zebras"));
    }

    [TestCase("")]
    [TestCase("&sortBy=userName")]
    public async Task Who_comes_later_isnt_shown_and_who_goes_is_missed_by_nobody(string query)
    {
        var first = await Gateway.GetJsonAsync($"Users?cursor=&count=5{query}");
        Time.Advance(TimeSpan.FromSeconds(1));
        await CreateAsync("Users", """{"userName":"max"}""");
        await CreateAsync("Users", """{"userName":"aaron"}""");
        var (seen, unseen) = (first.GetProperty("Resources")[4], query.Length == 0 ? "fay" : "kim");
        await DeleteAsync(seen.GetProperty("id").GetString()!);
        await DeleteAsync((await Gateway.GetJsonAsync($"Users?filter=userName+eq+%22{unseen}%22")).GetProperty("Resources")[0].GetProperty("id").GetString()!);

        var second = await Gateway.GetJsonAsync($"Users?count=5{query}&cursor={Cursor(first, "nextCursor")}");
        var third = await Gateway.GetJsonAsync($"Users?count=5{query}&cursor={Cursor(second, "nextCursor")}");

        string[] walked = [.. NamesOf(first), .. NamesOf(second), .. NamesOf(third)];
        Assert.That(walked, Is.Unique);
        Assert.That(walked, Is.EquivalentTo(new[] { "kim", "Ann", "bob", "eve", "Dan", "cat", "gil", "fay", "hal", "ida", "joe", "Lea" }.Except([unseen])));
        Assert.That(second.GetProperty("totalResults").GetInt32(), Is.EqualTo(10));
        Assert.That(Cursor(third, "nextCursor"), Is.Null);
    }

    [Test]
    public async Task Where_all_before_are_gone_the_page_is_the_first_and_where_all_behind_are_it_is_the_last()
    {
        var first = await Gateway.GetJsonAsync("Users?cursor=&count=10");
        foreach (var user in first.GetProperty("Resources").EnumerateArray())
        {
            await DeleteAsync(user.GetProperty("id").GetString()!);
        }

        var second = await Gateway.GetJsonAsync($"Users?count=10&cursor={Cursor(first, "nextCursor")}");
        var (joe, lea) = (second.GetProperty("Resources")[0], second.GetProperty("Resources")[1]);
        await DeleteAsync(lea.GetProperty("id").GetString()!);
        await DeleteAsync(joe.GetProperty("id").GetString()!);
        var empty = await Gateway.GetJsonAsync($"Users?count=10&cursor={Cursor(first, "nextCursor")}");

        Assert.That((Cursor(second, "previousCursor"), Cursor(second, "nextCursor")), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(empty.GetProperty("totalResults").GetInt32(), Is.Zero);
        Assert.That(empty.GetProperty("Resources").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Values_longer_than_a_cursor_holds_are_walked_through_all_the_same()
    {
        var start = new string('\u6F22', 300);
        for (var i = 0; i < 5; i++)
        {
            await CreateAsync("Users", $$"""{"userName":"long-{{i}}","nickName":"{{start}}{{(char)('e' - i)}}"}""");
        }

        var pages = await WalkAsync("Users?cursor=&count=2&sortBy=nickName&filter=nickName+pr", "Users?count=2&sortBy=nickName&filter=nickName+pr");

        Assert.That(pages.SelectMany(p => p.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("userName").GetString())),
            Is.EquivalentTo(["long-0", "long-1", "long-2", "long-3", "long-4"]));
        Assert.That(pages.Select(p => Cursor(p, "nextCursor")?.Length ?? 0), Is.All.LessThan(2048));
    }
}
