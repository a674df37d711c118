using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Support;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.4.2 over HTTP.</summary>
public sealed class QueryConformanceTests
{
    private TestGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await TestGateway.StartAsync();
        await CreateAsync("""
            {"userName":"ann","displayName":"Ann A","title":"Boss","externalId":"Ext-1","emails":[{"value":"a@x.example","type":"work","primary":true},{"value":"b@y.example","type":"home"}]}
            """);
        await CreateAsync("""{"userName":"bob","displayName":"Bob B","active":false}""");
        for (var i = 0; i < 12; i++)
        {
            await CreateAsync($$"""{"userName":"page-{{i:00}}","displayName":"Page","nickName":"of a list"}""");
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [TestCase("userName Eq \"ann\"", "ann")]
    [TestCase("USERNAME eq \"ANN\"", "ann")]
    [TestCase("urn:IETF:params:scim:schemas:core:2.0:user:UserName eq \"ann\"", "ann")]
    [TestCase("title ne \"Boss\" And not (nickName pr)", "bob")]
    [TestCase("title co \"oss\"", "ann")]
    [TestCase("title sw \"Bo\"", "ann")]
    [TestCase("title ew \"ss\"", "ann")]
    [TestCase("title co \"%\"", "")]
    [TestCase("title pr", "ann")]
    [TestCase("emails pr and nickName eq null", "ann")]
    [TestCase("emails[type eq \"work\" and value eq \"b@y.example\"]", "")]
    [TestCase("emails.type eq \"work\" and emails.value eq \"b@y.example\"", "ann")]
    [TestCase("emails[not (type eq \"work\")]", "ann")]
    [TestCase("emails.value eq \"b@y.example\"", "ann")]
    [TestCase("userName eq \"bob\" or userName eq \"ann\" and title eq \"none\"", "bob")]
    [TestCase("not (userName eq \"ann\") and title pr", "")]
    [TestCase("active eq true and title pr", "ann")]
    [TestCase("active eq false", "bob")]
    [TestCase("externalId eq \"Ext-1\"", "ann")]
    [TestCase("externalId eq \"ext-1\"", "")]
    [TestCase("displayName eq \"ANN a\"", "ann")]
    [Rfc("7644-3.4.2.2-02", "7644-3.4.2.2-04", "7644-3.4.2.2-05", "7644-3.4.2.2-06", "7644-3.4.2.2-12", "7644-3.4.2.2-13", "7644-3.4.2.2-16", "7644-3.4.2.2-17", "7644-3.4.2.2-19", "7644-3.4.2.2-21", "7644-3.10-01")]
    public async Task A_filter_finds(string filter, string names)
    {
        var list = await _gateway.GetJsonAsync($"Users?filter={Uri.EscapeDataString(filter)}");

        Assert.That(string.Join(',', Names(list)), Is.EqualTo(names));
    }

    [TestCase("((")]
    [TestCase("active co \"x\"")]
    [TestCase("emails[userName eq \"x\"]")]
    [TestCase("name eq \"x\"")]
    [TestCase("colour eq \"red\"")]
    [Rfc("7644-3.12-14")]
    public async Task A_filter_that_means_nothing_is_invalidFilter(string filter)
    {
        using var answer = await _gateway.Client.GetAsync($"Users?filter={Uri.EscapeDataString(filter)}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo(ScimType.InvalidFilter));
    }

    [TestCase("emails[type%20eq%20%22work%22]")]
    [TestCase("emails[type+eq+%22work%22]")]
    [TestCase("emails%5Btype%20eq%20%22work%22%5D")]
    [Rfc("7644-1.2-01")]
    public async Task A_filter_is_the_same_however_it_is_encoded(string filter) =>
        Assert.That(Names(await _gateway.GetJsonAsync($"Users?filter={filter}")), Is.EqualTo(["ann"]));

    [Test]
    [Rfc("7644-3.4.2-04", "7644-3.4.2-05", "7644-3.4.2-06", "7644-3.4.2-07", "7644-3.4.2.4-02")]
    public async Task A_page_says_what_it_is_a_part_of()
    {
        var list = await _gateway.GetJsonAsync("Users?filter=userName+sw+%22page-%22&startIndex=11&count=5");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(12));
            Assert.That(list.GetProperty("startIndex").GetInt32(), Is.EqualTo(11));
            Assert.That(list.GetProperty("itemsPerPage").GetInt32(), Is.EqualTo(2));
            Assert.That(Names(list), Is.EqualTo(["page-10", "page-11"]));
        }

        Assert.That(Names(await _gateway.GetJsonAsync("Users?filter=userName+sw+%22page-%22&count=5")), Has.Length.EqualTo(5));
    }

    [TestCase("startIndex=0&count=2", 1, 2)]
    [TestCase("startIndex=-5&count=2", 1, 2)]
    [TestCase("count=-1", 1, 0)]
    [TestCase("count=0", 1, 0)]
    [TestCase("startIndex=1000", 1000, 0)]
    [Rfc("7644-3.4.2.4-01", "7644-3.4.2.4-04", "7644-3.4.2.4-05", "7644-3.4.2.4-06")]
    public async Task Odd_numbers_are_read_as_the_RFC_has_them(string parameters, int startIndex, int itemsPerPage)
    {
        var list = await _gateway.GetJsonAsync($"Users?filter=userName+sw+%22page-%22&{parameters}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.GetProperty("totalResults").GetInt32(), Is.EqualTo(12));
            Assert.That(list.GetProperty("startIndex").GetInt32(), Is.EqualTo(startIndex));
            Assert.That(list.GetProperty("itemsPerPage").GetInt32(), Is.EqualTo(itemsPerPage));
            Assert.That(Names(list), Has.Length.EqualTo(itemsPerPage));
        }
    }

    [Test]
    [Rfc("7644-3.4.2-08")]
    public async Task Nothing_found_is_an_empty_list()
    {
        var list = await _gateway.GetJsonAsync("Users?filter=userName+eq+%22nobody%22");

        Assert.That(list.GetProperty("totalResults").GetInt32(), Is.Zero);
        Assert.That(Names(list), Is.Empty);
    }

    [Test]
    [Rfc("7644-3.6-02")]
    public async Task Who_was_deleted_is_found_nowhere()
    {
        var id = await _gateway.CreateUserAsync("gone");
        using var made = await _gateway.SendAsync(HttpMethod.Post, "Groups", $$"""{"displayName":"of the gone","members":[{"value":"{{id}}"}]}""");
        var group = (await TestGateway.JsonOf(made)).GetProperty("id").GetString();
        using var deleted = await _gateway.SendAsync(HttpMethod.Delete, $"Users/{id}");

        using var posted = await _gateway.SendAsync(HttpMethod.Post, "Users/.search", $$"""{"schemas":["{{ScimUrns.SearchRequest}}"],"filter":"id eq \"{{id}}\""}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Total(await _gateway.GetJsonAsync("Users?filter=userName+eq+%22gone%22")), Is.Zero);
            Assert.That(Total(await _gateway.GetJsonAsync($"?filter=id+eq+%22{id}%22")), Is.Zero);
            Assert.That(Total(await TestGateway.JsonOf(posted)), Is.Zero);
            Assert.That(Names(await _gateway.GetJsonAsync("Users")), Does.Not.Contain("gone"));
            Assert.That((await _gateway.GetJsonAsync($"Groups/{group}")).GetRawText(), Does.Not.Contain(id));
        }
    }

    private static int Total(JsonElement list) => list.GetProperty("totalResults").GetInt32();

    private static string[] Names(JsonElement list) =>
        [.. list.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString()!)];

    private async Task CreateAsync(string user)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", user);
        answer.EnsureSuccessStatusCode();
    }
}
