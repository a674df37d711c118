using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Endpoints;

/// <summary>Sorting (RFC 7644 §3.4.2.3), page by page and the same on both stores.</summary>
[TestFixtureSource(typeof(GatewayOn), nameof(GatewayOn.Stores))]
public sealed class SortTests(string store)
{
    // In the order of creation. The second user's first address isn't the primary one.
    private static readonly string[] Users =
    [
        """{"userName":"Delta","displayName":"c","externalId":"c","title":"same","name":{"familyName":"Zoe"},"emails":[{"value":"M@x.example"}],"urn:example:badge":{"number":10,"since":"2026-01-01T01:00:00+02:00"}}""",
        """{"userName":"alpha","displayName":"B","externalId":"B","title":"Same","name":{"familyName":"\u00E4ra"},"emails":[{"value":"z@x.example"},{"value":"a@x.example","type":"home","primary":true}],"urn:example:badge":{"number":9,"since":"2026-01-01T00:00:00Z"}}""",
        """{"userName":"Charlie","displayName":"a","externalId":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Ops","manager":{"value":"2"}}}""",
        """{"userName":"bravo","displayName":"\uD801\uDC00","title":"SAME","name":{"familyName":"\uFFFD"},"emails":[{"value":"k@x.example"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"dev","manager":{"value":"1"}},"urn:example:badge":{"number":-5}}""",
    ];

    private TestGateway _gateway = null!;
    private DirectoryInfo? _folder;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var file = Path.Combine(_folder.FullName, "badge.json");
        await File.WriteAllTextAsync(file,
            """{"id":"urn:example:badge","name":"Badge","attributes":[{"name":"number","type":"integer"},{"name":"since","type":"dateTime"}]}""");
        _gateway = await GatewayOn.StartAsync(store, $"--Scim:Schemas:User:0={file}");
        foreach (var user in Users)
        {
            using var answer = await _gateway.SendAsync(HttpMethod.Post, "Users", user);
            answer.EnsureSuccessStatusCode();
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    [TestCase("userName", "alpha,bravo,Charlie,Delta")]
    [TestCase("USERNAME", "alpha,bravo,Charlie,Delta")]
    [TestCase("urn:ietf:params:scim:schemas:core:2.0:User:userName", "alpha,bravo,Charlie,Delta")]
    [TestCase("displayName", "Charlie,alpha,Delta,bravo")]
    [TestCase("externalId", "alpha,Charlie,Delta,bravo")]
    [TestCase("title", "Delta,alpha,bravo,Charlie")]
    [TestCase("name.familyName", "Delta,alpha,bravo,Charlie")]
    [TestCase("emails", "alpha,bravo,Delta,Charlie")]
    [TestCase("emails.value", "alpha,bravo,Delta,Charlie")]
    [TestCase("emails.type", "alpha,Delta,Charlie,bravo")]
    [TestCase("meta.created", "Delta,alpha,Charlie,bravo")]
    [TestCase("meta.lastModified", "Delta,alpha,Charlie,bravo")]
    [TestCase("id", "Delta,alpha,Charlie,bravo")]
    [TestCase("active", "Delta,alpha,Charlie,bravo")]
    [TestCase("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "bravo,Charlie,Delta,alpha")]
    [TestCase("department", "bravo,Charlie,Delta,alpha")]
    [TestCase("manager", "bravo,Charlie,Delta,alpha")]
    [TestCase("urn:example:badge:number", "bravo,alpha,Delta,Charlie")]
    [TestCase("urn:example:badge:since", "Delta,alpha,Charlie,bravo")]
    [Rfc("7644-3.4.2.3-02", "7644-3.4.2.3-03", "7644-3.4.2.3-05", "7644-3.4.2.3-06", "7644-3.4.2.3-07", "7644-3.4.2.3-01")]
    public async Task Resources_come_by_value_missing_ones_last_and_equal_ones_by_creation(string sortBy, string expected)
    {
        var names = new List<string>();
        foreach (var order in (string[])["", "&sortOrder=ascending"])
        {
            names.Clear();
            for (var start = 1; start <= 4; start += 3)
            {
                names.AddRange(NamesOf(await _gateway.GetJsonAsync($"Users?sortBy={sortBy}&count=3&startIndex={start}{order}")));
            }

            Assert.That(string.Join(',', names), Is.EqualTo(expected));
        }
    }

    [TestCase("userName", "Delta,Charlie,bravo,alpha")]
    [TestCase("title", "Charlie,Delta,alpha,bravo")]
    [TestCase("emails.value", "Charlie,Delta,bravo,alpha")]
    [TestCase("urn:example:badge:number", "Charlie,Delta,alpha,bravo")]
    [Rfc("7644-3.4.2.3-05")]
    public async Task Descending_turns_the_values_round_and_puts_missing_ones_first(string sortBy, string expected) =>
        Assert.That(string.Join(',', NamesOf(await _gateway.GetJsonAsync($"Users?sortBy={sortBy}&sortOrder=Descending"))), Is.EqualTo(expected));

    [TestCase("sortBy=colour", "invalidPath")]
    [TestCase("sortBy=name", "invalidPath")]
    [TestCase("sortBy=meta", "invalidPath")]
    [TestCase("sortBy=meta.location", "invalidPath")]
    [TestCase("sortBy=groups", "invalidPath")]
    [TestCase("sortBy=groups.display", "invalidPath")]
    [TestCase("sortBy=emails[type eq \"work\"].value", "invalidPath")]
    [TestCase("sortBy=)(", "invalidPath")]
    [TestCase("sortBy=userName&sortOrder=up", "invalidValue")]
    [Rfc("7644-3.4.2.3-04", "7644-3.4.2.3-06")]
    public async Task What_nothing_can_be_sorted_by_is_refused(string query, string scimType)
    {
        using var answer = await _gateway.Client.GetAsync($"Users?{query}");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await TestGateway.JsonOf(answer)).GetProperty("scimType").GetString(), Is.EqualTo(scimType));
    }

    private static string[] NamesOf(JsonElement list) =>
        [.. list.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("userName").GetString()!)];
}
