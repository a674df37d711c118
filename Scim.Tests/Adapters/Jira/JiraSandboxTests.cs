using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Scim.Adapters.Contract;
using Scim.Adapters.Jira.Sandbox;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Tests.Adapters.Jira;

/// <summary>The sandbox itself: it must not be kinder than Jira.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JiraSandboxTests
{
    private readonly JiraSandboxOptions _options = new();
    private readonly HastyClock _clock = new();
    private JiraSandbox? _sandbox;

    private JiraSandbox Jira => _sandbox ??= new JiraSandbox(_options, _clock);

    [TearDown]
    public void Stop() => _sandbox?.Dispose();

    [TestCase("8.20.30", 400)]
    [TestCase("9.12.8", 404)]
    public async Task Deleting_an_unknown_group_is_answered_as_the_version_does(string version, int status)
    {
        _options.Version = Version.Parse(version);

        Assert.That((await AskAsync("DELETE", "group?groupname=nothing")).Status, Is.EqualTo(status));
    }

    [TestCase("9.12.8", 200)]
    [TestCase("10.0.1", 405)]
    public async Task A_group_by_itself_is_shown_up_to_9(string version, int status)
    {
        _options.Version = Version.Parse(version);

        Assert.That((await AskAsync("GET", "group?groupname=jira-administrators")).Status, Is.EqualTo(status));
    }

    [TestCase("9.12.8", 404)]
    [TestCase("10.0.1", 404)]
    [TestCase("10.3.24", 200)]
    [TestCase("11.3.3", 200)]
    public async Task The_list_of_users_came_late(string version, int status)
    {
        _options.Version = Version.Parse(version);

        Assert.That((await AskAsync("GET", "user/list")).Status, Is.EqualTo(status));
    }

    [TestCase("8.3.0", "ann")]
    [TestCase("8.4.0", "JIRAUSER10001")]
    public async Task Keys_have_numbers_since_8_4(string version, string key)
    {
        _options.Version = Version.Parse(version);

        Jira.AddUser("ann", "Ann", "ann@example.com");

        Assert.That((await AskAsync("GET", "user?username=ANN")).Body["key"]!.GetValue<string>(), Is.EqualTo(key));
    }

    [Test]
    public async Task A_name_that_is_made_again_gets_its_old_key_back()
    {
        var key = Jira.AddUser("ann", "Ann", "ann@example.com");
        Jira.RemoveUser("ann");

        var answer = await AskAsync("POST", "user", """{"name":"Ann","emailAddress":"a@example.com","displayName":"Ann","applicationKeys":[]}""");

        Assert.That(answer.Body["key"]!.GetValue<string>(), Is.EqualTo(key));
    }

    [TestCase("10.0.1", 98, 20, 2)]
    [TestCase("10.0.1", 100, 20, 0)]
    [TestCase("11.3.3", 0, 1000, 100)]
    [TestCase("10.3.24", 0, 1000, 151)]
    [TestCase("9.12.8", 100, 1000, 51)]
    public async Task A_search_is_cut_off_as_the_version_does(string version, int start, int count, int expected)
    {
        _options.Version = Version.Parse(version);
        for (var i = 0; i < 150; i++)
        {
            Jira.AddUser($"user{i:000}", $"User {i:000}", $"user{i}@example.com", active: i % 2 == 0);
        }

        var found = await AskAsync("GET", $"user/search?username=.&includeInactive=true&startAt={start}&maxResults={count}");

        Assert.That(found.Body.AsArray(), Has.Count.EqualTo(expected));
    }

    [TestCase("jo", new[] { "jo.smith", "anna", "mary" })]
    [TestCase("JONES", new[] { "mary" })]
    [TestCase("ajo", new string[0])]
    public async Task A_search_finds_beginnings_of_words(string term, string[] expected)
    {
        Jira.AddUser("jo.smith", "A", "a@example.com");
        Jira.AddUser("anna", "B", "anna@jo.org");
        Jira.AddUser("mary", "Mary Jones", "c@example.com");
        Jira.AddUser("major", "D", "d@example.com");

        var found = await AskAsync("GET", $"user/search?username={term}");

        Assert.That(found.Body.AsArray().Select(u => u!["name"]!.GetValue<string>()), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_plus_that_is_not_encoded_is_a_space()
    {
        Jira.AddUser("ann+x", "Ann", "ann@example.com");

        Assert.That((await AskAsync("GET", "user?username=ann+x")).Status, Is.EqualTo(404));
        Assert.That((await AskAsync("GET", "user?username=ann%2Bx")).Status, Is.EqualTo(200));
    }

    [TestCase("GET", "user", 400)]
    [TestCase("GET", "user?username=admin&key=JIRAUSER10000", 400)]
    [TestCase("GET", "group/member?groupName=jira-administrators", 400)]
    [TestCase("GET", "user/search", 400)]
    [TestCase("GET", "nothing", 404)]
    [TestCase("PATCH", "user?username=admin", 405)]
    public async Task What_is_asked_wrongly_is_refused(string method, string path, int status) =>
        Assert.That((await AskAsync(method, path)).Status, Is.EqualTo(status));

    [Test]
    public async Task A_body_that_is_not_called_JSON_is_refused() =>
        Assert.That((await AskAsync("POST", "group", "{}", "text/plain")).Status, Is.EqualTo(415));

    [Test]
    public async Task An_unknown_path_is_answered_by_the_framework_and_not_in_the_shape_of_errors()
    {
        var answer = await AskAsync("GET", "nothing");

        Assert.That(answer.Body.AsObject().Select(m => m.Key), Is.EqualTo(["message", "status-code"]));
    }

    [Test]
    public async Task A_put_that_changes_nothing_is_refused_with_a_raw_key()
    {
        var answer = await AskAsync("PUT", "user?username=admin", """{"password":"x"}""");

        Assert.That(answer.Body["errorMessages"]![0]!.GetValue<string>(), Is.EqualTo("error.no.value.found.to.be.changed"));
    }

    [Test]
    public async Task Without_application_keys_a_user_takes_a_seat()
    {
        await AskAsync("POST", "user", """{"name":"ann","emailAddress":"a@example.com","displayName":"Ann"}""");
        await AskAsync("POST", "user", """{"name":"bob","emailAddress":"b@example.com","displayName":"Bob","applicationKeys":[]}""");

        Assert.That(Jira.Read().Group("jira-software-users")!.Members, Is.EqualTo(["admin", "ann"]));
    }

    [Test]
    public async Task An_active_flag_in_a_creation_has_no_effect()
    {
        await AskAsync("POST", "user", """{"name":"ann","emailAddress":"a@example.com","displayName":"Ann","active":false,"applicationKeys":[]}""");

        Assert.That(Jira.Read().User("ann")!.Active, Is.True);
    }

    [Test]
    public async Task Members_come_fifty_at_a_time_with_those_of_nested_groups()
    {
        for (var i = 0; i < 60; i++)
        {
            Jira.AddUser($"user{i:00}", "User", "u@example.com");
        }

        Jira.AddGroup("outer");
        Jira.AddGroup("inner", Enumerable.Range(0, 60).Select(i => $"user{i:00}"));
        Jira.Nest("inner", inside: "outer");

        var first = await AskAsync("GET", "group/member?groupname=outer&maxResults=1000");
        var second = await AskAsync("GET", "group/member?groupname=outer&startAt=50");

        Assert.That((first.Body["maxResults"]!.GetValue<int>(), first.Body["total"]!.GetValue<int>(), first.Body["isLast"]!.GetValue<bool>()), Is.EqualTo((50, 60, false)));
        Assert.That(first.Body["nextPage"]!.GetValue<string>(), Does.EndWith("group/member?groupname=outer&includeInactiveUsers=false&startAt=50&maxResults=50"));
        Assert.That((second.Body["values"]!.AsArray().Count, second.Body["isLast"]!.GetValue<bool>()), Is.EqualTo((10, true)));
    }

    [Test]
    public async Task A_bad_token_is_an_anonymous_visitor()
    {
        var picker = await AskAsync("GET", "groups/picker?query=", token: "wrong");
        var myself = await AskAsync("GET", "myself", token: "wrong");

        Assert.That((picker.Status, picker.Body["total"]!.GetValue<int>()), Is.EqualTo((200, 0)));
        Assert.That(picker.Headers.GetValues("X-AUSERNAME"), Is.EqualTo(["anonymous"]));
        Assert.That(myself.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task The_limiter_lets_through_what_it_has_and_fills_up_again()
    {
        (_options.RateLimit, _options.RateLimitFill) = (2, 1);

        var answers = new[] { await AskAsync("GET", "myself"), await AskAsync("GET", "myself"), await AskAsync("GET", "myself") };
        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = await AskAsync("GET", "myself");

        Assert.That(answers.Select(a => a.Status).Append(later.Status), Is.EqualTo([200, 200, 429, 200]));
        Assert.That(answers[0].Headers.GetValues("X-RateLimit-Remaining"), Is.EqualTo(["1"]));
        Assert.That(answers[2].Headers.GetValues("Retry-After"), Is.EqualTo(["1"]));
        Assert.That(answers[2].Body.AsObject().Select(m => m.Key), Is.EqualTo(["message"]));
    }

    [Test]
    public async Task Whoever_is_shut_out_is_told_to_wait_for_ever()
    {
        _options.RateLimit = 0;

        Assert.That((await AskAsync("GET", "myself")).Headers.GetValues("Retry-After"), Is.EqualTo(["9223372036854775807"]));
    }

    [Test]
    public async Task After_three_wrong_passwords_the_right_one_is_refused_too()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await AskAsync("GET", "myself", basic: "admin:wrong")).Status, Is.EqualTo(401));
        }

        var answer = await AskAsync("GET", "myself", basic: $"admin:{_options.Password}");

        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That(answer.Headers.GetValues("X-Authentication-Denied-Reason").Single(), Does.StartWith("CAPTCHA_CHALLENGE; login-url=https://"));
        Assert.That(answer.Headers.GetValues("X-Seraph-LoginReason"), Is.EqualTo(["AUTHENTICATION_DENIED"]));
    }

    [Test]
    public async Task Its_texts_come_in_its_language()
    {
        _options.Language = "de";

        var answer = await AskAsync("GET", "user?username=nobody");

        Assert.That(answer.Body["errorMessages"]![0]!.GetValue<string>(), Is.EqualTo("Der Benutzer mit dem Namen 'nobody' existiert nicht"));
    }

    [Test]
    public async Task A_fault_meets_the_call_it_is_set_for()
    {
        Jira.Faults.Set("GET", "*/myself", new SandboxFault.Page(HttpStatusCode.BadGateway), nth: 2, times: 2);

        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await AskAsync("GET", "myself")).Status);
            await AskAsync("GET", "serverInfo");
        }

        Assert.That(statuses, Is.EqualTo([200, 502, 502, 200, 200]));
    }

    private async Task<(int Status, JsonNode Body, HttpResponseHeaders Headers)> AskAsync(
        string method, string path, string? body = null, string type = "application/json", string? token = null, string? basic = null)
    {
        using var invoker = new HttpMessageInvoker(Jira, disposeHandler: false);
        using var request = new HttpRequestMessage(new(method), new Uri($"{_options.BaseUrl.AbsoluteUri}/rest/api/2/{path}"));
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.Authorization = token is not null
            ? new("Bearer", token)
            : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic ?? $"{_options.Username}:{_options.Password}")));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(type));
        }

        var response = await invoker.SendAsync(request, default);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : JsonValue.Create(text), response.Headers);
    }
}
