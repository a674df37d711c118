using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Storage;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Walks by cursor (RFC 9865) through users who stay.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class CursorTests(string store) : CursorFixture(store)
{
    [OneTimeSetUp]
    public Task StartAsync() => BeginAsync();

    [OneTimeTearDown]
    public Task StopAsync() => EndAsync();

    [TestCase("Users?cursor")]
    [TestCase("Users?cursor=")]
    [TestCase("Users?CURSOR=")]
    [Rfc("9865-2-01", "9865-2-02", "9865-2-05", "9865-2-06", "9865-2-07", "9865-2-08", "9865-2-10", "9865-2-11", "9865-2-12")]
    public async Task A_walk_shows_everybody_once_and_each_page_but_the_last_leads_on(string first)
    {
        var pages = await WalkAsync($"{first}&count=5", "Users?count=5");

        Assert.That(pages.Select(p => NamesOf(p).Length), Is.EqualTo([5, 5, 2]));
        Assert.That(pages.SelectMany(NamesOf), Is.EqualTo(["kim", "Ann", "bob", "eve", "Dan", "cat", "gil", "fay", "hal", "ida", "joe", "Lea"]));
        Assert.That(pages.Select(p => p.GetProperty("totalResults").GetInt32()), Is.All.EqualTo(12));
        Assert.That(pages.Select(p => p.GetProperty("itemsPerPage").GetInt32()), Is.EqualTo([5, 5, 2]));
        Assert.That(pages.Select(p => p.TryGetProperty("startIndex", out _)), Is.All.False);
        Assert.That(pages.Select(p => Cursor(p, "previousCursor") is not null), Is.EqualTo([false, true, true]));
        Assert.That(pages.SelectMany(p => new[] { Cursor(p, "nextCursor"), Cursor(p, "previousCursor") }).OfType<string>(), Is.All.Matches("^[A-Za-z0-9._~-]+$"));
    }

    [TestCase("")]
    [TestCase("&sortBy=userName")]
    [TestCase("&sortBy=title&sortOrder=descending")]
    [Rfc("9865-2-09", "9865-2-10")]
    public async Task A_walk_can_be_gone_back_page_by_page(string query)
    {
        var forward = await WalkAsync($"Users?cursor=&count=5{query}", $"Users?count=5{query}");
        var backward = new List<JsonElement>();
        for (var cursor = Cursor(forward[^1], "previousCursor"); cursor is not null; cursor = Cursor(backward[^1], "previousCursor"))
        {
            backward.Add(await Gateway.GetJsonAsync($"Users?count=5{query}&cursor={cursor}"));
        }

        Assert.That(backward.Select(NamesOf), Is.EqualTo(forward.SkipLast(1).Reverse().Select(NamesOf)));
        Assert.That(backward.Select(p => Cursor(p, "nextCursor") is not null), Is.All.True);
        Assert.That(NamesOf(await Gateway.GetJsonAsync($"Users?count=5{query}&cursor={Cursor(backward[^1], "nextCursor")}")), Is.EqualTo(NamesOf(forward[1])));
    }

    [TestCase("sortBy=userName", "Ann,bob,cat,Dan,eve,fay,gil,hal,ida,joe,kim,Lea")]
    [TestCase("sortBy=userName&sortOrder=descending", "Lea,kim,joe,ida,hal,gil,fay,eve,Dan,cat,bob,Ann")]
    [TestCase("sortBy=title", "Ann,bob,Dan,cat,Lea,kim,eve,gil,fay,hal,ida,joe")]
    [TestCase("sortBy=title&sortOrder=descending", "kim,eve,gil,fay,hal,ida,joe,Ann,bob,Dan,cat,Lea")]
    [TestCase("sortBy=meta.created", "kim,Ann,bob,eve,Dan,cat,gil,fay,hal,ida,joe,Lea")]
    [TestCase("filter=userName+co+%22a%22&sortBy=displayName&sortOrder=descending", "Lea,ida,hal,fay,Dan,cat,Ann")]
    [TestCase("filter=title+pr", "Ann,bob,Dan,cat,Lea")]
    [Rfc("9865-2.2-01")]
    public async Task A_walk_keeps_the_order_over_all_its_pages(string query, string expected)
    {
        var pages = await WalkAsync($"Users?cursor=&count=2&{query}", $"Users?count=2&{query}");

        Assert.That(string.Join(',', pages.SelectMany(NamesOf)), Is.EqualTo(expected));
        Assert.That(pages.Select(p => p.GetProperty("totalResults").GetInt32()), Is.All.EqualTo(expected.Split(',').Length));
    }

    [Test]
    public async Task Pages_that_come_out_even_end_the_walk()
    {
        var pages = await WalkAsync("Users?cursor=&count=6", "Users?count=6");

        Assert.That(pages.Select(p => NamesOf(p).Length), Is.EqualTo([6, 6]));
    }

    [Test]
    [Rfc("9865-3-01")]
    public async Task A_walk_by_POST_is_the_same()
    {
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var answer = await Gateway.SendAsync(HttpMethod.Post, "Users/.search", $$"""{"cursor":"{{cursor}}","count":5,"sortBy":"userName"}""");
            var page = await TestGateway.JsonOf(answer);
            names.AddRange(NamesOf(page));
            cursor = Cursor(page, "nextCursor");
        }

        Assert.That(names, Is.EqualTo((await WalkAsync("Users?cursor=&count=5&sortBy=userName", "Users?count=5&sortBy=userName")).SelectMany(NamesOf)));
    }

    [TestCase("cursor=&count=0", 0)]
    [TestCase("cursor=&count=-1", 0)]
    [Rfc("9865-2-03", "9865-2-04")]
    public async Task No_count_is_only_the_total(string query, int count)
    {
        var page = await Gateway.GetJsonAsync($"Users?{query}");

        Assert.That(page.GetProperty("totalResults").GetInt32(), Is.EqualTo(12));
        Assert.That(page.GetProperty("Resources").GetArrayLength(), Is.EqualTo(count));
        Assert.That((Cursor(page, "previousCursor"), Cursor(page, "nextCursor")), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task Nobody_at_all_is_one_empty_page()
    {
        var page = await Gateway.GetJsonAsync("Groups?cursor");

        Assert.That(page.GetProperty("totalResults").GetInt32(), Is.Zero);
        Assert.That(Cursor(page, "nextCursor"), Is.Null);
    }

    [TestCase("Users?cursor=abc", "invalidCursor")]
    [TestCase("Users?cursor=%20", "invalidCursor")]
    [TestCase("Users?cursor=" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "invalidCursor")]
    [TestCase("Users?cursor=&count=21", "invalidCount")]
    [TestCase("Users?cursor=&startIndex=1", "invalidValue")]
    [TestCase("Users?count=5&cursor={next}&startIndex=6", "invalidValue")]
    [TestCase("Users?count=6&cursor={next}", "invalidCount")]
    [TestCase("Users?count=0&cursor={next}", "invalidCount")]
    [TestCase("Users?count=5&cursor={next}&filter=userName+pr", "invalidCursor")]
    [TestCase("Users?count=5&cursor={next}&sortBy=userName", "invalidCursor")]
    [TestCase("Users?count=5&cursor={next}&sortOrder=descending", "invalidCursor")]
    [TestCase("Users?count=5&cursor={next}&attributes=userName", "invalidCursor")]
    [TestCase("Users?count=5&cursor={next}&excludedAttributes=groups", "invalidCursor")]
    [TestCase("Groups?count=5&cursor={next}", "invalidCursor")]
    [TestCase("?count=5&cursor={next}", "invalidCursor")]
    [Rfc("9865-2-13", "9865-2.1-01", "9865-2.1-02", "9865-2.1-04", "9865-2.4-03")]
    public async Task A_cursor_that_doesnt_fit_is_refused(string query, string scimType)
    {
        var first = await Gateway.GetJsonAsync("Users?cursor=&count=5");

        using var answer = await Gateway.Client.GetAsync(query.Replace("{next}", Cursor(first, "nextCursor"), StringComparison.Ordinal));

        var error = await TestGateway.JsonOf(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(error.GetProperty("scimType").GetString(), Is.EqualTo(scimType));
        Assert.That(error.GetProperty("schemas")[0].GetString(), Does.EndWith("Error"));
        Assert.That(error.GetProperty("detail").GetString(), Is.Not.Empty);
    }

    [Test]
    [Rfc("9865-5.2-04")]
    public async Task A_cursor_with_any_character_changed_is_found_out_and_one_shows_no_names()
    {
        var first = await Gateway.GetJsonAsync("Users?cursor=&count=5&sortBy=userName&filter=userName+pr");
        var cursor = Cursor(first, "nextCursor")!;
        var bytes = Convert.FromBase64String(cursor.Replace('-', '+').Replace('_', '/').PadRight((cursor.Length + 3) / 4 * 4, '='));

        for (var i = 0; i < cursor.Length; i += i < cursor.Length - 8 ? 7 : 1)
        {
            var other = cursor[i] == 'A' ? 'B' : 'A';
            using var answer = await Gateway.Client.GetAsync(
                $"Users?count=5&sortBy=userName&filter=userName+pr&cursor={cursor[..i]}{other}{cursor[(i + 1)..]}");
            Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo("invalidCursor"), $"character {i}");
        }

        Assert.That(System.Text.Encoding.Latin1.GetString(bytes), Does.Not.Contain("userName").And.Not.Contain("eve"));
    }

    [Test]
    [Rfc("9865-2.1-03", "9865-4-04")]
    public async Task A_cursor_lives_as_long_as_is_promised_and_no_longer()
    {
        var first = await Gateway.GetJsonAsync("Users?cursor=&count=5");
        var promised = (await Gateway.GetJsonAsync("ServiceProviderConfig")).GetProperty("pagination").GetProperty("cursorTimeout").GetInt32();
        var next = $"Users?count=5&cursor={Cursor(first, "nextCursor")}";

        Time.Advance(TimeSpan.FromSeconds(promised));
        using var inTime = await Gateway.Client.GetAsync(next);
        Time.Advance(TimeSpan.FromSeconds(1));
        using var late = await Gateway.Client.GetAsync(next);

        Assert.That(promised, Is.EqualTo(600));
        Assert.That(inTime.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await TestGateway.JsonOf(late)).GetProperty("scimType").GetString(), Is.EqualTo("expiredCursor"));
    }

    [Test]
    [Rfc("9865-2.1-02")]
    public async Task A_cursor_of_another_deployment_is_none_of_ours()
    {
        await using var other = await GatewayOn.StartAsync(Store, null, Time, "--Scim:Limits:PageSize=20");
        var cursor = Cursor(await Gateway.GetJsonAsync("Users?cursor=&count=5"), "nextCursor");

        using var answer = await other.Client.GetAsync($"Users?count=5&cursor={cursor}");

        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo("invalidCursor"));
    }

    [Test]
    [Rfc("9865-5.2-01", "9865-5.2-03")]
    public async Task A_cursor_shows_what_the_token_beside_it_may_see_and_nothing_without_one()
    {
        var next = $"Users?count=5&cursor={Cursor(await Gateway.GetJsonAsync("Users?cursor=&count=5"), "nextCursor")}";
        var reader = await Gateway.IssueAsync(TokenScope.Read);

        using var allowed = await Gateway.SendAsync(HttpMethod.Get, next, null, Gateway.CreateClient(reader.Text.Reveal()));
        using var nobody = await Gateway.SendAsync(HttpMethod.Get, next, null, Gateway.CreateClient(null));

        Assert.That((allowed.StatusCode, nobody.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    [Test]
    [Rfc("9865-5.3-01")]
    public async Task Walks_count_as_requests_of_their_token()
    {
        await using var gateway = await GatewayOn.StartAsync(Store, null, Time, "--Scim:Limits:RequestsPerSecond=2", "--Scim:Limits:PageSize=3");

        using var client = gateway.CreateClient((await gateway.IssueAsync(TokenScope.Read)).Text.Reveal());
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.GetAsync("Users?cursor");
            statuses.Add(answer.StatusCode);
        }

        Assert.That(statuses, Does.Contain(HttpStatusCode.OK).And.Contain(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task A_count_left_out_is_that_of_the_walk()
    {
        var first = await Gateway.GetJsonAsync("Users?cursor=&count=5");

        var second = await Gateway.GetJsonAsync($"Users?cursor={Cursor(first, "nextCursor")}");

        Assert.That(NamesOf(second), Has.Length.EqualTo(5));
    }

    [Test]
    [Rfc("9865-2.3-01", "9865-2.4-01", "9865-2.4-02")]
    public async Task Who_names_no_method_pages_by_index()
    {
        var page = await Gateway.GetJsonAsync("Users?count=5");

        Assert.That(page.GetProperty("startIndex").GetInt32(), Is.EqualTo(1));
        Assert.That((Cursor(page, "previousCursor"), Cursor(page, "nextCursor")), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    [Rfc("9865-4-01", "9865-4-02", "9865-4-03")]
    public async Task What_there_is_of_paging_is_advertised()
    {
        var pagination = (await Gateway.GetJsonAsync("ServiceProviderConfig")).GetProperty("pagination");

        Assert.That(pagination.GetRawText(), Is.EqualTo(
            """{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":20,"maxPageSize":20,"cursorTimeout":600}"""));
    }
}
