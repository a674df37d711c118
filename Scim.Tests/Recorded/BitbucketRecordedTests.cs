using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Adapters.Bitbucket.Sandbox;
using Scim.Adapters.Contract;

namespace Scim.Tests.Recorded;

/// <summary>The sandbox against what real Bitbuckets said: each recorded body, asked for again, has at least the recorded members.</summary>
internal sealed class BitbucketRecordedTests
{
    private const string Admin = "rest/api/1.0/admin";
    private const string Of401 = "com.atlassian.bitbucket.";

    private static readonly Recordings Recordings = new("bitbucket");

    /// <summary>The call that has the recorded body, and whether only the rows of its page are recorded.</summary>
    private static readonly Dictionary<string, (string Method, string Path, int Status, bool IsRows)> Exchanges = new(StringComparer.Ordinal)
    {
        ["admin-groups-more-members-200-crowd-directory.json"] = ("GET", $"{Admin}/groups/more-members?context=crowd&limit=2", 200, false),
        ["admin-groups-more-members-values.json"] = ("GET", $"{Admin}/groups/more-members?context=everybody", 200, true),
        ["admin-groups-values.json"] = ("GET", $"{Admin}/groups?filter=stash-users", 200, true),
        ["admin-permissions-groups-200-admin.json"] = ("GET", $"{Admin}/permissions/groups?filter=stash-admin", 200, false),
        ["admin-permissions-users-200-project-create.json"] = ("GET", $"{Admin}/permissions/users?filter=user1", 200, false),
        ["admin-permissions-users-200-sys-admin.json"] = ("GET", $"{Admin}/permissions/users?filter=admin", 200, false),
        ["admin-users-post-400-no-name.json"] = ("POST", $"{Admin}/users", 400, false),
        ["admin-users-values.json"] = ("GET", $"{Admin}/users?filter=gateway", 200, true),
        ["application-properties-200-4.6.0.json"] = ("GET", "rest/api/1.0/application-properties", 200, false),
        ["empty-page-200.json"] = ("GET", $"{Admin}/users?filter=nobody-at-all", 200, false),
        ["error-401-authorisation.json"] = ("GET", $"{Admin}/license", 401, false),
        ["error-401-captcha-required.json"] = ("GET", $"{Admin}/users", 401, false),
        ["groups-of-user-page-200.json"] = ("GET", $"{Admin}/users/more-members?context=user1", 200, false),
        ["user-get-200-slug-differs-fragment.json"] = ("GET", "rest/api/1.0/users/my.name_company.fr", 200, false),
    };

    private static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["error-registry-extract-10.x.json"] = "a summary of statuses and exceptions, held against the sandbox below",
    };

    [Test]
    public void Every_recording_is_replayed_or_left_out_for_a_reason() => Recordings.AreJust(Exchanges.Keys.Concat(Left.Keys));

    [TestCaseSource(nameof(Files))]
    public async Task The_sandbox_answers_as_recorded(string file)
    {
        using var recorded = await Recordings.OpenAsync(file);
        var (method, path, status, isRows) = Exchanges[file];
        var options = new BitbucketSandboxOptions();
        using var sandbox = new BitbucketSandbox(options, new HastyClock());
        await AskAsync(sandbox, options, "GET", $"{Admin}/users");
        Fill(sandbox);
        sandbox.IsCaptchaRequired = file.Contains("captcha", StringComparison.Ordinal);
        if (file.Contains("authorisation", StringComparison.Ordinal))
        {
            sandbox.GrantToGroup("stash-administrators", permission: null);
        }

        var (found, text) = await AskAsync(sandbox, options, method, path);
        using var answer = JsonDocument.Parse(text);

        var part = isRows ? answer.RootElement.GetProperty("values") : answer.RootElement;
        Assert.That(found, Is.EqualTo(status));
        Assert.That(JsonShape.Missing(recorded.RootElement, part), Is.Empty);
    }

    [TestCase("GET", "users/nobody-by-that-name", "user.NoSuchUserException", 404)]
    [TestCase("GET", "users", "auth.IncorrectPasswordAuthenticationException", 401)]
    [TestCase("GET", "groups", "auth.NoAccessAuthenticationException", 401)]
    [TestCase("GET", "admin/license", "AuthorisationException", 401)]
    [TestCase("DELETE", "admin/users?name=gateway", "IntegrityException", 409)]
    [TestCase("POST", "admin/users?name=ann&displayName=Ann", "validation.ArgumentValidationException", 400)]
    public async Task Statuses_and_exceptions_are_those_of_the_registry(string method, string path, string exception, int status)
    {
        using var registry = await Recordings.OpenAsync("error-registry-extract-10.x.json");
        var options = new BitbucketSandboxOptions();
        using var sandbox = new BitbucketSandbox(options, new HastyClock());
        if (status == 401 && path != "users")
        {
            sandbox.GrantToGroup("stash-administrators", permission: null);
            sandbox.GrantToGroup("stash-users", path == "groups" ? null : "LICENSED_USER");
        }

        var (found, text) = await AskAsync(sandbox, options, method, $"rest/api/latest/{path}", path == "users" ? "wrong" : null);
        using var answer = JsonDocument.Parse(text);

        Assert.That(answer.RootElement.GetProperty("errors")[0].GetProperty("exceptionName").GetString(), Is.EqualTo(Of401 + exception));
        Assert.That(found, Is.EqualTo(status));
        Assert.That(
            registry.RootElement.EnumerateArray().Select(r => (
                r.TryGetProperty("exception", out var name) ? name.GetString() : null, r.GetProperty("status").GetInt32())),
            Does.Contain((Of401 + exception, status)));
    }

    private static IEnumerable<string> Files => Exchanges.Keys;

    private static void Fill(BitbucketSandbox sandbox)
    {
        sandbox.AddUser("user1", "user1", "user1@example.com");
        sandbox.AddUser("my.name@company.fr", "My Name", "my.name@company.fr");
        sandbox.GrantToUser("user1", "PROJECT_CREATE");
        sandbox.AddGroup("everybody", "gateway", "user1");
        foreach (var name in new[] { "bob123", "bob126", "bob127" })
        {
            sandbox.AddExternalUser(name, name, $"{name}@acme.com");
        }

        sandbox.AddGroup("crowd", "bob123", "bob126", "bob127");
    }

    private static async Task<(int Status, string Text)> AskAsync(
        BitbucketSandbox sandbox, BitbucketSandboxOptions options, string method, string path, string? password = null)
    {
        using var invoker = new HttpMessageInvoker(sandbox, disposeHandler: false);
        using var request = new HttpRequestMessage(new(method), new Uri($"{sandbox.BaseUrl.AbsoluteUri}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{password ?? options.Password}")));
        request.Headers.Add("X-Atlassian-Token", "no-check");
        using var response = await invoker.SendAsync(request, default);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
