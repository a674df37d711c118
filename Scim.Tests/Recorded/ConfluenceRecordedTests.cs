using System.Net.Http.Headers;
using System.Text.Json;
using NUnit.Framework;
using Scim.Adapters.Confluence.Sandbox;
using Scim.Adapters.Contract;

namespace Scim.Tests.Recorded;

/// <summary>The sandbox against what real Confluences said: each recorded body, asked for again, has at least the recorded members.</summary>
internal sealed class ConfluenceRecordedTests
{
    private const string Key = "40281082950c5fe90000000000000001";

    private static readonly Recordings Recordings = new("confluence");

    /// <summary>The call that has the recorded body, and the part of the answer that it is.</summary>
    private static readonly Dictionary<string, (string Method, string Path, int Status, string? Member)> Exchanges = new(StringComparer.Ordinal)
    {
        ["admin-user-post-201-doc-example.json"] = ("POST", "rest/api/admin/user", 201, null),
        ["error-404-no-user-with-key.json"] = ("GET", "rest/api/user?key=abc", 404, null),
        ["error-404-no-space.json"] = ("GET", "rest/api/group/nothing", 404, null),
        ["page-200-empty-content-list.json"] = ("GET", "rest/api/group?start=1000", 200, null),
        ["status-200-running.json"] = ("GET", "status", 200, null),
        ["user-current-get-200-older.json"] = ("GET", "rest/api/user/current", 200, null),
        ["user-get-200-older-no-expandable.json"] = ("GET", $"rest/api/user?key={Key}", 200, null),
        ["user-list-results-200-local-dc-2025.json"] = ("GET", "rest/api/user/list", 200, "results"),
        ["user-ref-in-content-version-2021.json"] = ("GET", $"rest/api/user?key={Key}", 200, null),
    };

    private static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["error-404-no-space-older.json"] = "the shape of errors before the versions that the gateway serves",
    };

    [Test]
    public void Every_recording_is_replayed_or_left_out_for_a_reason() => Recordings.AreJust(Exchanges.Keys.Concat(Left.Keys));

    [TestCaseSource(nameof(Files))]
    public async Task The_sandbox_answers_as_recorded(string file)
    {
        using var recorded = await Recordings.OpenAsync(file);
        var (method, path, status, member) = Exchanges[file];
        var options = new ConfluenceSandboxOptions();
        using var sandbox = new ConfluenceSandbox(options, new HastyClock());
        using var invoker = new HttpMessageInvoker(sandbox, disposeHandler: false);
        using var request = new HttpRequestMessage(new(method), new Uri($"{sandbox.BaseUrl.AbsoluteUri}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        if (method == "POST")
        {
            request.Content = new StringContent(
                """{"userName":"ann","fullName":"Ann","email":"ann@example.com","password":"x"}""", new MediaTypeHeaderValue("application/json"));
        }

        using var response = await invoker.SendAsync(request, default);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        var part = member is null ? answer.RootElement : answer.RootElement.GetProperty(member);
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(JsonShape.Missing(recorded.RootElement, part), Is.Empty);
    }

    private static IEnumerable<string> Files => Exchanges.Keys;
}
