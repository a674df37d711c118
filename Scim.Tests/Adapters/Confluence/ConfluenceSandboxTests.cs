using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>The sandbox itself: it must not be kinder than Confluence.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConfluenceSandboxTests
{
    private const string Ann = """{"userName":"ann","fullName":"Ann","email":"ann@example.com","password":"x","notifyViaEmail":false}""";

    private readonly ConfluenceSandboxOptions _options = new();
    private readonly HastyClock _clock = new();
    private ConfluenceSandbox? _sandbox;

    private ConfluenceSandbox Confluence => _sandbox ??= new ConfluenceSandbox(_options, _clock);

    [TearDown]
    public void Stop() => _sandbox?.Dispose();

    [TestCase("POST", "admin/user", "8.2.0", 404)]
    [TestCase("POST", "admin/user", "8.4.0", 415)]
    [TestCase("GET", "user/list", "8.2.0", 404)]
    [TestCase("GET", "user/list", "8.5.0", 200)]
    [TestCase("POST", "admin/group", "7.19.0", 404)]
    [TestCase("POST", "admin/group", "8.2.0", 415)]
    [TestCase("PUT", "admin/user/admin", "9.2.21", 405)]
    [TestCase("PUT", "admin/user/admin", "9.3.0", 415)]
    [TestCase("GET", "permissions", "9.0.0", 404)]
    [TestCase("GET", "permissions", "9.2.21", 200)]
    [TestCase("GET", "permissions", "9.3.0", 200)]
    [TestCase("GET", "server-information", "9.0.0", 404)]
    [TestCase("GET", "server-information", "9.1.0", 200)]
    [TestCase("GET", "settings/systemInfo", "10.2.14", 404)]
    [TestCase("POST", "group", "10.2.14", 405)]
    public async Task A_version_has_just_its_own_routes(string method, string path, string version, int status)
    {
        _options.Version = Version.Parse(version);

        var answer = await AskAsync(method, path);

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(status != 404 || answer.Text.StartsWith('<'), Is.True, "A route that isn't there is a page for people.");
    }

    [Test]
    public async Task An_account_has_a_status_only_where_it_is_asked_for_and_never_an_address()
    {
        Confluence.AddUser("ann", "Ann", "ann@example.com", active: false);

        var plain = await AskAsync("GET", "user?username=ANN");
        var expanded = await AskAsync("GET", "user?username=ann&expand=status");

        Assert.That(plain.Body["status"], Is.Null);
        Assert.That((string?)plain.Body["_expandable"]!["status"], Is.Empty);
        Assert.That((string?)expanded.Body["status"], Is.EqualTo("deactivated"));
        Assert.That(expanded.Text, Does.Not.Contain("@").And.Not.Contain("_expandable"));
    }

    [Test]
    public async Task Asking_for_more_than_the_cap_loses_rows()
    {
        for (var i = 0; i < 400; i++)
        {
            Confluence.AddUser($"user{i:000}", "User", "u@example.com");
        }

        var page = await AskAsync("GET", "user/list?limit=300");

        Assert.That(page.Body["results"]!.AsArray(), Has.Count.EqualTo(200));
        Assert.That((string?)page.Body["_links"]!["next"], Is.EqualTo("/rest/api/user/list?limit=200&start=300"));
    }

    [Test]
    public async Task A_full_last_page_has_a_link_to_an_empty_one()
    {
        for (var i = 0; i < 98; i++)
        {
            Confluence.AddUser($"user{i:000}", "User", "u@example.com");
        }

        var full = await AskAsync("GET", "user/list?limit=100");
        var empty = await AskAsync("GET", "user/list?limit=100&start=100");

        Assert.That(full.Body["_links"]!["next"], Is.Not.Null);
        Assert.That((empty.Body["results"]!.AsArray().Count, empty.Body["_links"]!["next"]), Is.EqualTo((0, (JsonNode?)null)));
    }

    [TestCase("""{"userName":"Ann","fullName":"Ann","email":"ann@example.com","password":"x"}""", 400)]
    [TestCase("""{"userName":"a+b","fullName":"Ann","email":"ann@example.com","password":"x"}""", 400)]
    [TestCase("""{"userName":"a b","fullName":"Ann","email":"ann@example.com","password":"x"}""", 400)]
    [TestCase("""{"userName":"anonymous","fullName":"Ann","email":"ann@example.com","password":"x"}""", 400)]
    [TestCase("""{"userName":"ann","fullName":"<b>","email":"ann@example.com","password":"x"}""", 400)]
    [TestCase("""{"userName":"ann","fullName":"Ann","password":"x"}""", 400)]
    [TestCase("""{"userName":"ann","fullName":"Ann","email":"ann@example.com"}""", 400)]
    [TestCase("""{"userName":"ann","fullName":"Ann","email":"ann@example.com","password":"x","notifyViaEmail":true}""", 400)]
    [TestCase("""{"userName":"ann","fullName":"Ann","email":"ann@example.com","notifyViaEmail":"true"}""", 201)]
    [TestCase("""{"userName":"admin","fullName":"Ann","email":"ann@example.com","password":"x"}""", 409)]
    [TestCase(Ann, 201)]
    public async Task A_creation_is_held_to_confluences_rules(string body, int status) =>
        Assert.That((await AskAsync("POST", "admin/user", body)).Status, Is.EqualTo(status));

    [Test]
    public async Task A_new_account_is_answered_by_its_key_alone_and_takes_a_seat()
    {
        _options.Seats = 2;

        var first = await AskAsync("POST", "admin/user", Ann);
        var second = await AskAsync("POST", "admin/user", Ann.Replace("\"ann\"", "\"bob\"", StringComparison.Ordinal));

        Assert.That(first.Body.AsObject().Select(m => m.Key), Is.EqualTo(["userKey"]));
        Assert.That(Confluence.Read().Group("confluence-users")!.Members, Is.EqualTo(["admin", "ann"]));
        Assert.That((second.Status, Confluence.Read().User("bob")), Is.EqualTo((402, (Scim.Core.Adapters.Sandbox.SandboxUser?)null)));
    }

    [Test]
    public async Task An_unknown_member_is_passed_over_or_refused()
    {
        var body = Ann.Replace("}", ",\"active\":false}", StringComparison.Ordinal);
        _options.RefusesUnknownMembers = true;
        Assert.That((await AskAsync("POST", "admin/user", body)).Status, Is.EqualTo(400));

        _options.RefusesUnknownMembers = false;
        Assert.That((await AskAsync("POST", "admin/user", body)).Status, Is.EqualTo(201));
        Assert.That(Confluence.Read().User("ann")!.Active, Is.True);
    }

    [TestCase(false, 400)]
    [TestCase(true, 204)]
    public async Task An_update_wants_both_fields(bool partial, int status)
    {
        (_options.Version, _options.TakesPartialUpdates) = (new(9, 3, 2), partial);
        Confluence.AddUser("ann", "Ann", "ann@example.com");

        var answer = await AskAsync("PUT", "admin/user/ann", """{"fullName":"Other"}""");

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(Confluence.Read().User("ann")!.DisplayName, Is.EqualTo(partial ? "Other" : "Ann"));
    }

    [TestCase("""{"name":"staff"}""", 400)]
    [TestCase("""{"type":"group","name":"Staff"}""", 400)]
    [TestCase("""{"type":"group","name":""}""", 400)]
    [TestCase("""{"type":"group","name":"confluence-users"}""", 409)]
    [TestCase("""{"type":"group","name":"staff"}""", 200)]
    public async Task A_group_must_say_that_it_is_one_and_be_in_lower_case(string body, int status) =>
        Assert.That((await AskAsync("POST", "admin/group", body)).Status, Is.EqualTo(status));

    [Test]
    public async Task Joining_and_leaving_twice_is_no_error()
    {
        Confluence.AddUser("ann", "Ann", "ann@example.com");
        Confluence.AddGroup("staff");

        var statuses = new List<int>();
        foreach (var method in new[] { "PUT", "PUT", "DELETE", "DELETE" })
        {
            statuses.Add((await AskAsync(method, "user/ann/group/staff")).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(204));
    }

    [TestCase(404)]
    [TestCase(400)]
    [TestCase(204)]
    public async Task A_membership_of_nobody_is_answered_as_the_switch_says(int status)
    {
        _options.UnknownMemberStatus = status;

        Assert.That((await AskAsync("PUT", "user/nobody/group/confluence-users")).Status, Is.EqualTo(status));
        Assert.That((await AskAsync("PUT", "user/admin/group/nothing")).Status, Is.EqualTo(status));
    }

    [TestCase("user/legacy%2Fbot/group/confluence-users")]
    [TestCase("user/admin/group/legacy%2Fops")]
    [TestCase("user/admin/group/legacy%5cops")]
    public async Task A_slash_in_a_path_is_refused_by_the_container(string path)
    {
        var answer = await AskAsync("PUT", path);

        Assert.That((answer.Status, answer.Text.StartsWith('<')), Is.EqualTo((400, true)));
    }

    [Test]
    public async Task A_deletion_takes_its_time_and_the_account_is_readable_meanwhile()
    {
        Confluence.AddUser("ann", "Ann", "ann@example.com");

        var submitted = await AskAsync("DELETE", "admin/user/ann");
        var running = await AskAsync("GET", $"longtask/{(string?)submitted.Body["id"]}");
        var meanwhile = await AskAsync("GET", "user?username=ann");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var done = await AskAsync("GET", $"longtask/{(string?)submitted.Body["id"]}");

        Assert.That((submitted.Status, meanwhile.Status), Is.EqualTo((202, 200)));
        Assert.That(((int?)running.Body["percentageComplete"], (int?)done.Body["percentageComplete"]), Is.EqualTo((50, 100)));
        Assert.That((await AskAsync("GET", "user?username=ann")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_last_administrators_cannot_be_deleted() =>
        Assert.That((await AskAsync("DELETE", "admin/group/confluence-administrators")).Status, Is.EqualTo(400));

    [TestCase(true, 403)]
    [TestCase(false, 200)]
    public async Task A_plain_administrator_makes_no_groups(bool isPlain, int status)
    {
        if (isPlain)
        {
            Confluence.LowerToConfluenceAdministrator();
        }

        Assert.That((await AskAsync("POST", "admin/group", """{"type":"group","name":"staff"}""")).Status, Is.EqualTo(status));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task After_three_wrong_passwords_the_right_one_is_refused_too(int status)
    {
        _options.LockedStatus = status;
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await AskAsync("GET", "user/current", basic: "admin:wrong")).Status, Is.EqualTo(401));
        }

        var answer = await AskAsync("GET", "user/current", basic: $"admin:{_options.Password}");

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Headers.GetValues("X-Seraph-LoginReason"), Is.EqualTo(["AUTHENTICATION_DENIED"]));
    }

    [Test]
    public async Task The_limiter_says_so_in_five_headers()
    {
        (_options.RateLimit, _options.RateLimitFill) = (1, 1);

        var through = await AskAsync("GET", "user/current");
        var stopped = await AskAsync("GET", "user/current");

        Assert.That((through.Status, stopped.Status), Is.EqualTo((200, 429)));
        Assert.That(stopped.Headers.Select(h => h.Key), Is.SupersetOf(
            ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-FillRate", "X-RateLimit-Interval-Seconds", "Retry-After"]));
        Assert.That(stopped.Text, Does.Not.StartWith("{"));
    }

    [TestCase("application/json", '{')]
    [TestCase("*/*", '<')]
    public async Task The_manifest_is_XML_unless_JSON_is_asked_for(string accept, char first) =>
        Assert.That((await AskAsync("GET", "../applinks/1.0/manifest", accept: accept)).Text[0], Is.EqualTo(first));

    [Test]
    public async Task Deactivated_members_are_listed_or_hidden()
    {
        Confluence.AddUser("ann", "Ann", "ann@example.com", active: false);
        Confluence.AddGroup("staff", "ann");

        Assert.That((int?)(await AskAsync("GET", "group/staff/member")).Body["size"], Is.EqualTo(1));
        _options.HidesDeactivatedMembers = true;
        Assert.That((int?)(await AskAsync("GET", "group/staff/member")).Body["size"], Is.Zero);
    }

    [Test]
    public async Task Its_texts_come_in_its_language()
    {
        _options.Language = "de";

        Assert.That((string?)(await AskAsync("GET", "user?username=nobody")).Body["message"], Is.EqualTo("Kein Benutzer mit dem Benutzernamen gefunden: nobody"));
    }

    private async Task<(int Status, JsonNode Body, string Text, HttpResponseHeaders Headers)> AskAsync(
        string method, string path, string? body = null, string? basic = null, string accept = "application/json")
    {
        using var invoker = new HttpMessageInvoker(Confluence, disposeHandler: false);
        using var request = new HttpRequestMessage(new(method), new Uri($"{_options.BaseUrl.AbsoluteUri}/rest/api/{path}"));
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic ?? $"{_options.Username}:{_options.Password}")));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        var response = await invoker.SendAsync(request, default);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : new JsonObject(), text, response.Headers);
    }
}
