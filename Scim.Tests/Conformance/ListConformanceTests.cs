using System.Text.Json;
using NUnit.Framework;

namespace Scim.Tests.Conformance;

/// <summary>RFC 7644 §3.4.2.3 and §3.4.2.4: order and pages over twelve people.</summary>
public sealed class ListConformanceTests : ConformanceFixture
{
    private static readonly string[] Names = ["k", "B", "a", "J", "c", "d", "H", "e", "f", "g", "i", "L"];

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        foreach (var (index, name) in Names.Index())
        {
            var title = index % 2 == 0 ? $",\"title\":\"{name}\"" : "";
            var made = await PostAsync("Users", $$$"""
                {"userName":"{{{name}}}","displayName":"{{{name}}}","externalId":"{{{name}}}","name":{"givenName":"{{{Names[^(index + 1)]}}}"}{{{title}}},
                 "emails":[{"value":"z{{{name}}}@example.com"},{"value":"{{{name}}}@example.com","primary":{{{(index < 6 ? "true" : "false")}}}}]}
                """);
            Assert.That(made.Status, Is.EqualTo(201), made.Detail);
        }
    }

    [TestCase("count=5", 5, 1)]
    [TestCase("count=5&startIndex=6", 5, 6)]
    [TestCase("count=5&startIndex=11", 2, 11)]
    [Rfc("7644-3.4.2-04", "7644-3.4.2-05", "7644-3.4.2-06", "7644-3.4.2-07", "7644-3.4.2.4-02")]
    public async Task A_page_tells_the_total_where_it_begins_and_how_many_it_holds(string query, int count, int start)
    {
        var page = await GetAsync($"Users?{query}");

        Assert.That((page.At("totalResults"), page.At("startIndex"), page.At("itemsPerPage")), Is.EqualTo(("12", $"{start}", $"{count}")));
        Assert.That(page.Body.GetProperty("totalResults").ValueKind, Is.EqualTo(JsonValueKind.Number));
        Assert.That(page.Body.GetProperty("Resources").GetArrayLength(), Is.EqualTo(count));
    }

    [TestCase("startIndex=0")]
    [TestCase("startIndex=-5")]
    [Rfc("7644-3.4.2.4-01")]
    public async Task A_page_that_begins_before_the_first_begins_with_it(string query)
    {
        var page = await GetAsync($"Users?count=2&{query}");

        Assert.That((page.At("startIndex"), page.At("Resources.0.userName")), Is.EqualTo(("1", "k")));
    }

    [TestCase("count=-1")]
    [TestCase("count=0")]
    [Rfc("7644-3.4.2.4-04", "7644-3.4.2.4-05", "7644-3.4.2-05")]
    public async Task No_count_or_less_is_the_total_alone(string query)
    {
        var page = await GetAsync($"Users?{query}");

        Assert.That((page.Status, page.At("totalResults"), page.At("Resources") ?? "[]"), Is.EqualTo((200, "12", "[]")));
    }

    [Test]
    [Rfc("7644-3.4.2.4-06")]
    public async Task A_page_behind_the_last_is_empty()
    {
        var page = await GetAsync("Users?startIndex=1000");

        Assert.That((page.Status, page.At("totalResults"), page.At("itemsPerPage")), Is.EqualTo((200, "12", "0")));
    }

    [TestCase("sortBy=displayName", "a,B,c,d,e,f,g,H,i,J,k,L")]
    [TestCase("sortBy=displayName&sortOrder=ascending", "a,B,c,d,e,f,g,H,i,J,k,L")]
    [TestCase("sortBy=displayName&sortOrder=descending", "L,k,J,i,H,g,f,e,d,c,B,a")]
    [TestCase("sortBy=userName", "a,B,c,d,e,f,g,H,i,J,k,L")]
    [TestCase("sortBy=externalId", "B,H,J,L,a,c,d,e,f,g,i,k")]
    [TestCase("sortBy=meta.created", "k,B,a,J,c,d,H,e,f,g,i,L")]
    [TestCase("sortBy=name.givenName", "g,i,e,H,c,J,a,d,B,f,L,k")]
    [TestCase("sortBy=urn:ietf:params:scim:schemas:core:2.0:user:USERNAME", "a,B,c,d,e,f,g,H,i,J,k,L")]
    [Rfc("7644-3.4.2.3-02", "7644-3.4.2.3-06", "7644-3.4.2.3-07", "7644-3.4.2.3-04", "7644-3.10-01")]
    public async Task Order_holds_over_all_pages(string query, string expected)
    {
        var names = new List<string>();
        for (var start = 1; start <= 12; start += 5)
        {
            names.AddRange(NamesOf(await GetAsync($"Users?count=5&startIndex={start}&{query}")));
        }

        Assert.That(string.Join(',', names), Is.EqualTo(expected));
    }

    [Test]
    [Rfc("7644-3.4.2.3-03")]
    public async Task Of_many_values_the_primary_one_counts_or_else_the_first()
    {
        // The first six have their second mail as the primary one, the others' first begins with a z.
        var names = NamesOf(await GetAsync("Users?sortBy=emails.value"));

        Assert.That(string.Join(',', names), Is.EqualTo("a,B,c,d,J,k,e,f,g,H,i,L"));
    }

    [Test]
    [Rfc("7644-3.4.2.3-05")]
    public async Task Without_a_value_a_resource_comes_last_or_descending_first()
    {
        var up = NamesOf(await GetAsync("Users?sortBy=title"));
        var down = NamesOf(await GetAsync("Users?sortBy=title&sortOrder=descending"));

        Assert.That(string.Join(',', up.Take(6)), Is.EqualTo("a,c,f,H,i,k"));
        Assert.That(string.Join(',', down.Skip(6)), Is.EqualTo("k,i,H,f,c,a"));
    }

    [TestCase("sortBy=name")]
    [TestCase("sortBy=userName&sortOrder=up")]
    [Rfc("7644-3.4.2.3-04", "7644-3.4.2.3-06")]
    public async Task An_order_that_isnt_one_is_refused(string query)
    {
        var answer = await GetAsync($"Users?{query}");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.At("scimType"), Is.AnyOf("invalidValue", "invalidPath"));
    }

    [Test]
    [Rfc("7644-3.4.2-02")]
    public async Task Parameters_that_nobody_knows_are_passed_over() =>
        Assert.That((await GetAsync("Users?aadOptscim062020&colour=red")).At("totalResults"), Is.EqualTo("12"));

    private static IEnumerable<string> NamesOf(GatewayAnswer list) =>
        list.Body.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString()!);
}
