using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

[Category("EndToEnd")]
public sealed partial class SandboxCommandTests
{
    [Test]
    public async Task A_sandbox_needs_nothing_tells_how_it_is_called_and_leaves_nothing()
    {
        var temporary = Directory.CreateTempSubdirectory("scim-test-");
        await using var sandbox = await GatewayProcess.StartAsync(
            ["sandbox", "--port", "0"], new Dictionary<string, string> { ["TMPDIR"] = temporary.FullName });
        var said = await sandbox.HearAsync(CurlLine());

        using var users = await sandbox.CreateClient(said.Groups["token"].Value).GetAsync(new Uri(said.Groups["url"].Value));
        var made = temporary.GetDirectories("scim-sandbox-*");
        var exit = await sandbox.StopAsync();

        Assert.That((users.StatusCode, exit), Is.EqualTo((HttpStatusCode.OK, 0)), sandbox.Said);
        Assert.That(made, Has.Length.EqualTo(1));
        Assert.That(temporary.GetDirectories("scim-sandbox-*"), Is.Empty);
        temporary.Delete(recursive: true);
    }

    [Test]
    public async Task A_replay_that_ends_shows_no_token_and_its_audit_log_where_the_store_stays()
    {
        var data = Directory.CreateTempSubdirectory("scim-test-");
        var replay = await GatewayProcess.RunAsync(["sandbox", "jira", "--replay", "--data", data.FullName]);
        var audit = await GatewayProcess.RunAsync(["audit", "--action", "user.delete", $"--Scim:Store:ConnectionString=Data Source={Path.Combine(data.FullName, "scim.db")}"]);

        Assert.That(replay.ExitCode, Is.Zero, replay.Output + replay.Error);
        Assert.That(replay.Output, Does.Not.Contain("Token:").And.Not.Contain("curl"));
        Assert.That(replay.Output, Does.Match(@"\| accounts that deleted users left, deactivated +\| +– \| +– \| +1 \|"));
        Assert.That(replay.Output.TrimEnd(), Does.EndWith($"Audit:    scim audit --Scim:Store:ConnectionString=\"Data Source={Path.Combine(data.FullName, "scim.db")}\""));
        Assert.That(audit.Output.Split('\n'), Has.Length.EqualTo(4), audit.Output + audit.Error);
        data.Delete(recursive: true);
    }

    [TestCase("confluence")]
    [TestCase("bitbucket")]
    public async Task The_other_products_replay_as_well(string product)
    {
        var replay = await GatewayProcess.RunAsync(["sandbox", product, "--replay"]);

        Assert.That(replay.ExitCode, Is.Zero, replay.Output + replay.Error);
        Assert.That(replay.Output, Does.Contain("Everything Entra asked for is there, and nothing else."));
    }

    [GeneratedRegex("""^Try: +curl -H "Authorization: Bearer (?<token>\S+)" (?<url>\S+)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CurlLine();
}
