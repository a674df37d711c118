using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Contract;

namespace Scim.Tests.Adapters.Bitbucket;

/// <summary>The sandbox itself: it must not be kinder than Bitbucket.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BitbucketSandboxTests
{
    private const string New = "displayName=Ann&emailAddress=ann@example.com&password=x";

    private readonly BitbucketSandboxOptions _options = new();
    private readonly HastyClock _clock = new();
    private BitbucketSandbox? _sandbox;

    private BitbucketSandbox Bitbucket => _sandbox ??= new BitbucketSandbox(_options, _clock);

    [TearDown]
    public void Stop() => _sandbox?.Dispose();

    [Test]
    public void Ids_jump() => Assert.That(
        new[] { Bitbucket.AddUser("a", "A", null), Bitbucket.AddUser("b", "B", null), Bitbucket.AddUser("c", "C", null) }, Is.EqualTo(["3", "52", "102"]));

    [Test]
    public async Task A_creation_takes_its_query_and_a_seat_and_answers_nothing()
    {
        var made = await AskAsync("POST", $"admin/users?name=ann&{New}");
        await AskAsync("POST", $"admin/users?name=bob&{New}&addToDefaultGroup=false");

        Assert.That((made.Status, made.Text), Is.EqualTo((204, "")));
        Assert.That((Bitbucket.Read().User("ann")!.MayLogIn, Bitbucket.Read().User("bob")!.MayLogIn), Is.EqualTo((true, false)));
    }

    [TestCase($"name=ADMIN&{New}", 409)]
    [TestCase($"name=two words&{New}", 204)]
    [TestCase("name=ann&displayName=Ann&emailAddress=a@b&notify=true", 204)]
    [TestCase("name=ann&displayName=Ann&emailAddress=a@b", 400)]
    [TestCase("name=ann&displayName=Ann&password=x", 400)]
    [TestCase("name=ann&emailAddress=a@b&password=x", 400)]
    public async Task A_creation_is_taken_or_refused(string query, int status) =>
        Assert.That((await AskAsync("POST", $"admin/users?{query}")).Status, Is.EqualTo(status));

    [Test]
    public async Task Without_a_free_seat_nobody_is_made()
    {
        _options.Seats = 2;

        Assert.That((await AskAsync("POST", $"admin/users?name=ann&{New}")).Status, Is.EqualTo(403));
        Assert.That(Bitbucket.Read().User("ann"), Is.Null);
        Assert.That((await AskAsync("POST", $"admin/users?name=ann&{New}&addToDefaultGroup=false")).Status, Is.EqualTo(204));
    }

    [TestCase(null, null, 403)]
    [TestCase("application/json", null, 204)]
    [TestCase(null, "no-check", 204)]
    [TestCase("text/plain", null, 403)]
    public async Task A_post_that_a_browser_could_have_been_tricked_into_is_refused_in_HTML(string? type, string? token, int status)
    {
        var answer = await AskAsync("POST", $"admin/users?name=ann&{New}", body: type is null ? null : "", type: type, token: token);

        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.Text, status == 403 ? Does.Contain("XSRF check failed") : Is.Empty);
    }

    [TestCase("""{"name":"gateway","displayName":"G","email":"g@example.com","active":false}""", true, 400)]
    [TestCase("""{"name":"gateway","displayName":"G","email":"g@example.com","active":false}""", false, 200)]
    [TestCase("""{"name":"admin","displayName":"A","email":"a@example.com"}""", true, 401)]
    [TestCase("""{"name":"nobody","displayName":"A","email":"a@example.com"}""", true, 404)]
    public async Task An_update_is_taken_or_refused(string body, bool refusesUnknown, int status)
    {
        _options.RefusesUnknownMembers = refusesUnknown;

        Assert.That((await AskAsync("PUT", "admin/users", body)).Status, Is.EqualTo(status));
    }

    [TestCase(true, 400, "gateway@sandbox.invalid")]
    [TestCase(false, 200, "gateway@sandbox.invalid")]
    public async Task A_member_that_is_left_out_is_kept_or_missed(bool refuses, int status, string email)
    {
        _options.RefusesMissingMembers = refuses;

        Assert.That((await AskAsync("PUT", "admin/users", """{"name":"gateway","displayName":"G"}""")).Status, Is.EqualTo(status));
        Assert.That(Bitbucket.Read().User("gateway")!.Email, Is.EqualTo(email));
    }

    [Test]
    public async Task A_rename_keeps_the_id_and_makes_another_slug()
    {
        var id = Bitbucket.AddUser("Ann Lee", "Ann", "ann@example.com");

        var answer = await AskAsync("POST", "admin/users/rename", """{"name":"ann lee","newName":"ann@lee"}""");

        Assert.That(($"{answer.Body["id"]}", $"{answer.Body["slug"]}"), Is.EqualTo((id, "ann_lee")));
        Assert.That((await AskAsync("POST", "admin/users/rename", """{"name":"ann@lee","newName":"Gateway"}""")).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task Two_names_that_would_have_the_same_slug_have_not()
    {
        Bitbucket.AddUser("a@b.com", "A", null);
        Bitbucket.AddUser("a_b.com", "B", null);

        var slugs = (await AskAsync("GET", "admin/users?filter=b.com")).Body["values"]!.AsArray().Select(u => $"{u!["slug"]}");

        Assert.That(slugs, Is.EqualTo(["a_b.com", "a_b.com1"]));
    }

    [TestCase(6, true)]
    [TestCase(8, false)]
    public async Task Whoever_is_made_again_within_a_week_gets_everything_back(int days, bool expected)
    {
        var id = Bitbucket.AddUser("ann", "Ann", "ann@example.com");
        Bitbucket.GrantToUser("ann", "PROJECT_CREATE");
        Bitbucket.AddCredentials("ann", 1, 1, 1);
        Assert.That((await AskAsync("DELETE", "admin/users?name=ann")).Status, Is.EqualTo(200));
        Assert.That((await AskAsync("GET", "users/ann")).Status, Is.EqualTo(404));
        _clock.Advance(TimeSpan.FromDays(days));

        await AskAsync("POST", $"admin/users?name=ann&{New}&addToDefaultGroup=false");

        var again = (await AskAsync("GET", "users/ann")).Body;
        Assert.That(
            ($"{again["id"]}" == id, Bitbucket.Read().User("ann")!.MayLogIn, Bitbucket.CountCredentials("ann")), Is.EqualTo((expected, expected, expected ? 3 : 0)));
    }

    [TestCase("DELETE", "admin/users?name=gateway", 409)]
    [TestCase("DELETE", "admin/users?name=admin", 403)]
    [TestCase("DELETE", "admin/users?name=nobody", 404)]
    [TestCase("DELETE", "admin/users", 400)]
    [TestCase("GET", "admin/users/erasure?name=gateway", 409)]
    [TestCase("DELETE", "admin/groups?name=stash-administrators", 409)]
    [TestCase("DELETE", "admin/groups?name=nothing", 404)]
    [TestCase("POST", "admin/groups?name=STASH-users", 409)]
    [TestCase("GET", "admin/groups/more-members?context=nothing", 200)]
    [TestCase("GET", "admin/users/more-members?context=nobody", 200)]
    [TestCase("PUT", "admin/permissions/users?name=gateway&permission=SYS_ADMIN", 401)]
    [TestCase("PUT", "admin/permissions/users?name=gateway&permission=KING", 400)]
    [TestCase("DELETE", "admin/permissions/users?name=gateway", 404)]
    [TestCase("GET", "users?permission=KING", 400)]
    [TestCase("GET", "nothing", 404)]
    public async Task What_is_asked_is_answered_with(string method, string path, int status) =>
        Assert.That((await AskAsync(method, path)).Status, Is.EqualTo(status));

    [Test]
    public async Task An_unknown_path_is_not_answered_in_the_shape_of_errors() =>
        Assert.That((await AskAsync("GET", "nothing")).Body["errors"], Is.Null);

    [TestCase("ann", "joann,anna,mary,zoe")]
    [TestCase("ANNA@", "mary")]
    [TestCase("lee", "zoe")]
    public async Task A_filter_finds_what_contains_it_in_name_display_name_or_address(string filter, string expected)
    {
        Bitbucket.AddUser("joann", "A", null);
        Bitbucket.AddUser("anna", "B", null);
        Bitbucket.AddUser("mary", "C", "hanna@example.com");
        Bitbucket.AddUser("zoe", "Annika Lee", null);
        Bitbucket.AddGroup("staff", "joann", "anna", "mary", "zoe");

        foreach (var path in new[] { "admin/users?", "admin/groups/more-members?context=staff&" })
        {
            var found = (await AskAsync("GET", $"{path}filter={filter}")).Body["values"]!.AsArray().Select(u => $"{u!["name"]}");
            Assert.That(string.Join(',', found), Is.EqualTo(expected));
        }
    }

    [TestCase(null, 25, 25)]
    [TestCase(1000, 40, 40)]
    [TestCase(7, 7, 7)]
    public async Task A_page_has_what_was_asked_for_up_to_the_cap_and_names_the_next(int? limit, int effective, int next)
    {
        _options.PageCap = 40;
        for (var i = 0; i < 60; i++)
        {
            Bitbucket.AddUser($"user{i:00}", "User", null);
        }

        var page = (await AskAsync("GET", $"admin/users{(limit is null ? "" : $"?limit={limit}")}")).Body;
        var last = (await AskAsync("GET", "admin/users?start=60")).Body;

        Assert.That(((int)page["limit"]!, (int)page["size"]!, (int)page["nextPageStart"]!, (bool)page["isLastPage"]!), Is.EqualTo((effective, effective, next, false)));
        Assert.That((last.AsObject().ContainsKey("nextPageStart"), (bool)last["isLastPage"]!), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_page_may_have_fewer_rows_than_the_place_of_the_next_says()
    {
        _options.HidesRows = true;

        var page = (await AskAsync("GET", "admin/users?limit=2")).Body;

        Assert.That(((int)page["size"]!, (int)page["nextPageStart"]!), Is.EqualTo((1, 2)));
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public async Task An_addition_with_an_unknown_member_adds_nobody_or_some(bool isAtomic, int members)
    {
        _options.IsAdditionAtomic = isAtomic;
        Bitbucket.AddUser("ann", "Ann", null);
        Bitbucket.AddGroup("staff");

        var answer = await AskAsync("POST", "admin/groups/add-users", """{"group":"staff","users":["ann","nobody"]}""");

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(Bitbucket.Read().Group("staff")!.Members, Has.Length.EqualTo(members));
    }

    [TestCase("add-user", "gateway", 200)]
    [TestCase("remove-user", "admin", 200)]
    [TestCase("remove-user", "gateway", 409)]
    public async Task The_older_resources_put_the_group_first(string resource, string user, int status) => Assert.That(
        (await AskAsync("POST", $"admin/groups/{resource}", $$"""{"context":"stash-administrators","itemName":"{{user}}"}""")).Status, Is.EqualTo(status));

    [Test]
    public async Task An_HTTP_access_token_administers_nothing()
    {
        Assert.That((await AskAsync("GET", "admin/users", bearer: _options.Token)).Status, Is.EqualTo(200));
        Assert.That((await AskAsync("GET", "admin/license", bearer: _options.Token)).Status, Is.EqualTo(401));
        _options.TokenReads = false;
        Assert.That((await AskAsync("GET", "admin/users", bearer: _options.Token)).Status, Is.EqualTo(401));
        Assert.That((await AskAsync("GET", "admin/license", bearer: _options.OAuthToken)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.That((await AskAsync("GET", "admin/users", password: "wrong")).Text, Does.Contain("IncorrectPasswordAuthenticationException"));
        }

        var answer = await AskAsync("GET", "admin/users");

        Assert.That((answer.Status, answer.Text.Contains("CaptchaRequiredAuthenticationException", StringComparison.Ordinal)), Is.EqualTo((401, true)));
        Assert.That(answer.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Basic realm=\"Atlassian Bitbucket\""));
    }

    [Test]
    public async Task The_limiter_says_when_and_nothing_else()
    {
        (_options.RateLimit, _options.RateLimitFill) = (1, 1);
        await AskAsync("GET", "admin/users");

        var stopped = await AskAsync("GET", "admin/users");

        Assert.That((stopped.Status, stopped.Headers.RetryAfter?.Delta), Is.EqualTo((429, TimeSpan.FromSeconds(1))));
        Assert.That(stopped.Headers.Select(h => h.Key), Has.None.StartsWith("X-RateLimit"));
    }

    [Test]
    public async Task An_expired_licence_answers_questions_and_refuses_changes()
    {
        _options.IsExpired = true;

        Assert.That((await AskAsync("GET", "admin/users")).Status, Is.EqualTo(200));
        Assert.That((await AskAsync("POST", "admin/groups?name=staff")).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task An_answer_says_whom_it_is_for()
    {
        var answer = await AskAsync("GET", "admin/users");

        Assert.That(answer.Headers.GetValues("X-AUSERNAME"), Is.EqualTo(["gateway"]));
        Assert.That(answer.Headers.GetValues("X-AREQUESTID").Single(), Does.StartWith("@"));
    }

    private async Task<(int Status, JsonNode Body, string Text, HttpResponseHeaders Headers)> AskAsync(
        string method, string path, string? body = null, string? type = "application/json", string? token = "no-check", string? bearer = null, string? password = null)
    {
        using var invoker = new HttpMessageInvoker(Bitbucket, disposeHandler: false);
        using var request = new HttpRequestMessage(new(method), new Uri($"{_options.BaseUrl.AbsoluteUri}/rest/api/latest/{path}"));
        request.Headers.Authorization = bearer is not null
            ? new("Bearer", bearer)
            : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.Username}:{password ?? _options.Password}")));
        if (token is not null)
        {
            request.Headers.Add("X-Atlassian-Token", token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(type!));
        }

        var response = await invoker.SendAsync(request, default);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject(), text, response.Headers);
    }
}
