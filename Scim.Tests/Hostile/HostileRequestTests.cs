using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Core.Protocol;
using Scim.Tests.Conformance;
using Scim.Tests.Support;

namespace Scim.Tests.Hostile;

/// <summary>
/// Input that means no good: each is refused in SCIM's words or does just what it says, soon; none makes the gateway fail, grow or end, and
/// none does anything else.
/// </summary>
[Category("EndToEnd")]
internal abstract class HostileRequestTests(string store)
{
    private const long MostMemory = 500L * 1024 * 1024;

    // A guard against hanging: the machine of a build has more to do than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private HostileGateway _gateway = null!;
    private string _user = null!;
    private string _group = null!;
    private string _bystander = null!;
    private string _before = null!;
    private int _users;
    private int _groups;

    private static IEnumerable<TestCaseData> Requests =>
        HostileBodies.All.Concat(HostileQueries.All).Select(request => new TestCaseData(request).SetArgDisplayNames(request.Name));

    private static IEnumerable<int> Texts => Enumerable.Range(0, HostileTexts.All.Length);

    // What Kestrel refuses before it is a request of ours: no SCIM body, but a status and an end.
    private static IEnumerable<TestCaseData> OfKestrel =>
    [
        Raw("U+0000 in the path", "GET /scim/v2/Users/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        Raw("no HTTP", "HELO example\r\n\r\n", 400),
        Raw("a request line of a megabyte", $"GET /scim/v2/Users?filter={new string('a', 1024 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        Raw("headers of a megabyte", $"GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-Large: {new string('h', 1024 * 1024)}\r\n\r\n", 431),
        Raw("a thousand headers", $"GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: 1\r\n"))}\r\n", 431),
        Raw("no host", "GET /scim/v2/Users HTTP/1.1\r\n\r\n", 400),
        Raw("two hosts", "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        Raw("a host with a space", "GET /scim/v2/Users HTTP/1.1\r\nHost: x y\r\n\r\n", 400),
        Raw("two lengths", "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        Raw("a negative length", "POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        Raw("U+0000 in a header", "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n", 400),
        Raw("a header that isn't UTF-8", "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX-A: \u00ff\r\n\r\n", 400),
        Raw("HTTP/9.9", "GET /scim/v2/Users HTTP/9.9\r\nHost: x\r\n\r\n", 505),
    ];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = await HostileGateway.StartAsync(store);
        _user = await CreateAsync("Users", new { userName = "victim", title = "T" });
        _bystander = await CreateAsync("Users", new { userName = "bystander", title = "O'Hara", nickName = "By" });
        _group = await CreateAsync("Groups", new { displayName = "victims", members = new[] { new { value = _bystander } } });
        // Its groups are not its own: a hostile change of their members does what it says.
        _before = await _gateway.Client.GetStringAsync($"Users/{_bystander}?excludedAttributes=groups");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
    }

    [Test]
    public void There_are_at_least_three_hundred_of_them() => Assert.That(Requests.Count(), Is.GreaterThanOrEqualTo(300));

    [TestCaseSource(nameof(Requests))]
    public async Task It_is_refused_in_SCIM_words_or_does_no_harm(HostileRequest hostile)
    {
        var started = Stopwatch.GetTimestamp();

        using var answer = await _gateway.SendAsync(hostile, _user, _group);

        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Patience));
        Count(hostile, answer);
        Assert.That((int)answer.StatusCode, hostile.Due switch
        {
            Due.Refusal => Is.InRange(400, 499),
            Due.Success => Is.InRange(200, 299),
            _ => Is.InRange(200, 299).Or.InRange(400, 499),
        }, Beginning(body));
        if (!answer.IsSuccessStatusCode)
        {
            AssertError(answer, body);
        }
    }

    [TestCaseSource(nameof(Texts))]
    [Rfc("7644-3.8-01")]
    public async Task A_hostile_text_is_kept_as_it_is_and_found_by_itself(int index)
    {
        var text = HostileTexts.All[index];
        var id = await CreateAsync("Users", new
        {
            userName = $"texts-{index}",
            externalId = text,
            title = text,
            nickName = text,
            name = new { givenName = text },
            addresses = new[] { new { type = text, formatted = text } },
        });

        var user = await _gateway.Client.GetFromJsonAsync<JsonElement>($"Users/{id}");
        var literal = Uri.EscapeDataString($"title eq {JsonSerializer.Serialize(text)} and externalId eq {JsonSerializer.Serialize(text)}");
        var found = await _gateway.Client.GetFromJsonAsync<JsonElement>($"Users?filter={literal}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user.GetProperty("externalId").GetString(), Is.EqualTo(text));
            Assert.That(user.GetProperty("title").GetString(), Is.EqualTo(text));
            Assert.That(user.GetProperty("nickName").GetString(), Is.EqualTo(text));
            Assert.That(user.GetProperty("name").GetProperty("givenName").GetString(), Is.EqualTo(text));
            Assert.That(user.GetProperty("addresses")[0].GetProperty("formatted").GetString(), Is.EqualTo(text));
            Assert.That(found.GetProperty("Resources").EnumerateArray().Select(r => r.GetProperty("id").GetString()), Is.EqualTo(new[] { id }));
        }
    }

    [TestCaseSource(nameof(OfKestrel))]
    public async Task What_the_server_itself_refuses_has_a_status_and_no_body(string request, int status)
    {
        var answer = await _gateway.SendRawAsync(Encoding.Latin1.GetBytes(request));

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} ").And.EndWith("\r\n\r\n"));
    }

    [Test]
    [DependsOnTest(nameof(It_is_refused_in_SCIM_words_or_does_no_harm), AllowFailure = true)]
    public async Task Nothing_else_happened()
    {
        var users = await _gateway.Client.GetFromJsonAsync<JsonElement>("Users?count=0");
        var groups = await _gateway.Client.GetFromJsonAsync<JsonElement>("Groups?count=0");

        Assert.That(users.GetProperty("totalResults").GetInt32(), Is.EqualTo(_users));
        Assert.That(groups.GetProperty("totalResults").GetInt32(), Is.EqualTo(_groups));
        Assert.That(await _gateway.Client.GetStringAsync($"Users/{_bystander}?excludedAttributes=groups"), Is.EqualTo(_before));
    }

    [Test]
    [DependsOnTest(nameof(Nothing_else_happened), AllowFailure = true)]
    public async Task The_gateway_lives_and_has_not_grown()
    {
        var id = await CreateAsync("Users", new { userName = "afterwards" });
        using var gone = await _gateway.Client.DeleteAsync($"Users/{id}");
        _users--;

        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_gateway.Memory, Is.LessThan(MostMemory));
        Assert.That(_gateway.Said, Does.Not.Contain("Unhandled exception").And.Not.Contain("forged entry"));
    }

    private static void AssertError(HttpResponseMessage answer, string body)
    {
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("application/scim+json; charset=utf-8"), Beginning(body));
        var error = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.That(error.GetProperty("schemas")[0].GetString(), Is.EqualTo(ScimUrns.Error));
        Assert.That(error.GetProperty("status").GetString(), Is.EqualTo($"{(int)answer.StatusCode}"));
        Assert.That(error.GetProperty("detail").GetString(), Has.Length.InRange(10, 2100).And.Not.Contain("Exception").And.Match("[.?…]$"));
        Assert.That(answer.Headers.Contains("X-Request-Id"), Is.True);
    }

    private static TestCaseData Raw(string name, string request, int status) => new TestCaseData(request, status).SetArgDisplayNames(name);

    private static string Beginning(string text) => text[..Math.Min(text.Length, 500)];

    private void Count(HostileRequest hostile, HttpResponseMessage answer)
    {
        var made = hostile.Method == "POST" && answer.StatusCode == HttpStatusCode.Created ? 1 : 0;
        (_users, _groups) = hostile.Path.StartsWith("Users", StringComparison.Ordinal) ? (_users + made, _groups) : (_users, _groups + made);
    }

    private async Task<string> CreateAsync(string path, object body)
    {
        using var answer = await _gateway.Client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), Beginning(text));
        (_users, _groups) = path == "Users" ? (_users + 1, _groups) : (_users, _groups + 1);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString()!;
    }
}

internal sealed class SqliteHostileRequestTests() : HostileRequestTests(GatewayOn.Sqlite);

internal sealed class PostgreSqlHostileRequestTests() : HostileRequestTests(GatewayOn.PostgreSql);
