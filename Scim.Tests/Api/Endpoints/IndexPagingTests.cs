using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Pages by index (RFC 7644 §3.4.2.4) of 12 users, at most 7 on a page.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class IndexPagingTests(string store) : ListFixture(store, 7, [.. "lkjihgfedcba".Select(c => $$"""{"userName":"{{c}}"}""")])
{
    [TestCase("startIndex=0&count=2", 1, "l,k")]
    [TestCase("startIndex=-5&count=2", 1, "l,k")]
    [TestCase("count=5", 1, "l,k,j,i,h")]
    [TestCase("startIndex=11&count=5", 11, "b,a")]
    [TestCase("startIndex=4&count=1", 4, "i")]
    [TestCase("count=100000", 1, "l,k,j,i,h,g,f")]
    [TestCase("startIndex=8&count=100000", 8, "e,d,c,b,a")]
    [TestCase("", 1, "l,k,j,i,h,g,f")]
    [TestCase("count=0", 1, "")]
    [TestCase("count=-1", 1, "")]
    [TestCase("startIndex=13", 13, "")]
    [TestCase("startIndex=1000", 1000, "")]
    [TestCase("startIndex=99999999999&count=1", int.MaxValue, "")]
    [Rfc("7644-3.4.2-04", "7644-3.4.2-05", "7644-3.4.2-06", "7644-3.4.2-07", "7644-3.4.2.4-01", "7644-3.4.2.4-02", "7644-3.4.2.4-03", "7644-3.4.2.4-04", "7644-3.4.2.4-05", "7644-3.4.2.4-06")]
    public async Task A_page_says_where_it_begins_how_much_it_holds_and_how_much_there_is(string query, int startIndex, string names)
    {
        foreach (var endpoint in (string[])["Users", ""])
        {
            var page = await Gateway.GetJsonAsync($"{endpoint}?{query}");

            Assert.That(page.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.ListResponse));
            Assert.That(page.GetProperty("totalResults").GetInt32(), Is.EqualTo(12));
            Assert.That(page.GetProperty("startIndex").GetInt32(), Is.EqualTo(startIndex));
            Assert.That(page.GetProperty("itemsPerPage").GetInt32(), Is.EqualTo(page.GetProperty("Resources").GetArrayLength()));
            Assert.That(NamesOf(page), Is.EqualTo(names));
        }
    }

    [Test]
    [Rfc("7644-3.4.2-08")]
    public async Task Nothing_found_is_an_answer_and_no_error()
    {
        var page = await Gateway.GetJsonAsync("Users?filter=userName+eq+%22nobody%22");

        Assert.That(page.GetProperty("totalResults").GetInt32(), Is.Zero);
    }

    [Test]
    [Rfc("7644-3.4.2.1-02")]
    public async Task A_directory_larger_than_a_page_is_served_page_by_page_and_never_refused()
    {
        var names = new List<string>();
        for (var start = 1; start <= 12; start += 7)
        {
            names.Add(NamesOf(await Gateway.GetJsonAsync($"?startIndex={start}")));
        }

        Assert.That(string.Join(',', names), Is.EqualTo("l,k,j,i,h,g,f,e,d,c,b,a"));
    }

    [Test]
    public async Task Whoever_is_new_comes_behind_all_pages_and_whoever_goes_moves_those_behind_by_one()
    {
        var first = NamesOf(await Gateway.GetJsonAsync("Users?count=5"));
        var id = await Gateway.CreateUserAsync("0");

        var second = NamesOf(await Gateway.GetJsonAsync("Users?count=5&startIndex=6"));
        var third = NamesOf(await Gateway.GetJsonAsync("Users?count=5&startIndex=11"));
        using var deleted = await Gateway.SendAsync(HttpMethod.Delete, $"Users/{id}");
        var without = NamesOf(await Gateway.GetJsonAsync("Users?count=5&startIndex=11"));

        Assert.That((first, second, third, without), Is.EqualTo(("l,k,j,i,h", "g,f,e,d,c", "b,a,0", "b,a")));
    }

    [TestCase("startIndex=first")]
    [TestCase("count=1.5")]
    [TestCase("count=many&cursor")]
    public async Task What_is_no_number_is_refused(string query) => await RefusesAsync($"Users?{query}", "invalidValue");
}
