using System.CommandLine;
using System.Text.Json;
using Dapper;
using NUnit.Framework;
using Scim.Api.Commands;
using Scim.Api.Composition;
using Scim.Tests.Support;

namespace Scim.Tests.Api.Commands;

public sealed class CommandLineTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("scim-test-");

    [TearDown]
    public void RemoveFolder()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [TestCase("bogus")]
    [TestCase("serve", "--bogus")]
    [TestCase("token", "create")]
    [TestCase("token", "create", "--name", "x", "--scope", "god")]
    [TestCase("token", "create", "--name", "x", "--expires", "soon")]
    [TestCase("token", "create", "--name", "x", "--dialect", "klingon")]
    [TestCase("audit", "--since", "once")]
    [TestCase("audit", "--limit", "0")]
    [TestCase("sandbox", "sap")]
    [TestCase("--Other:Key=1")]
    public async Task Wrong_usage_is_2_with_a_sentence_on_stderr(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That(run.ExitCode, Is.EqualTo(2), run.Error);
        Assert.That(run.Error, Is.Not.Empty.And.Not.Contain("   at "));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("serve")]
    [TestCase("sandbox")]
    [TestCase("check")]
    [TestCase("token create")]
    [TestCase("token list")]
    [TestCase("token rotate")]
    [TestCase("token revoke")]
    [TestCase("audit")]
    [TestCase("guard")]
    [TestCase("guard release")]
    [TestCase("migrate")]
    public async Task Help_shows_an_example(string verb)
    {
        var run = await RunAsync([.. verb.Split(' '), "--help"]);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain($"Example: scim {verb}"));
    }

    [Test]
    public async Task A_token_is_made_listed_rotated_and_revoked()
    {
        var created = JsonSerializer.Deserialize<JsonElement>((await RunAsync("token", "create", "--name", "entra", "--scope", "read", "--json", "--Scim:PublicUrl=https://scim.example.com")).Output);
        var id = created.GetProperty("id").GetString()!;
        var rotated = await RunAsync("token", "rotate", id);
        var revoked = await RunAsync("token", "revoke", id);
        var list = await RunAsync("token", "list");

        Assert.That(created.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "id", "name", "scope", "expires", "secret", "scimUrl", "store", "storeIsNew" }));
        Assert.That(
            (created.GetProperty("scope").GetString(), created.GetProperty("scimUrl").GetString()),
            Is.EqualTo(("read", "https://scim.example.com/scim/v2")));
        Assert.That(rotated.Output, Does.Contain("Secret Token: scim_"));
        Assert.That(revoked.Output, Is.EqualTo($"The token {id} (entra) is revoked.{Environment.NewLine}"));
        var lines = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Is.EqualTo("Id\tName\tScope\tCreated\tExpires\tState"));
        Assert.That(lines.Single(l => l.StartsWith(id, StringComparison.Ordinal)), Does.EndWith("revoked"));
    }

    [Test]
    public async Task A_token_that_there_is_not_is_1_with_a_sentence()
    {
        await RunAsync("migrate");

        var run = await RunAsync("token", "revoke", "nothing");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, $"There is no token nothing: \"scim token list\" shows all.{Environment.NewLine}")));
    }

    [Test]
    public async Task Faults_of_the_configuration_are_1_and_all_of_them_are_told()
    {
        var run = await RunAsync("serve", "--Scim:Limits:PageSize=x", "--Scim:Users:OnDelete=forget");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error, Does.StartWith("The configuration has 3 faults:").And.Contain("Scim:Limits:PageSize").And.Contain("Scim:Users:OnDelete").And.Contain("Scim:Adapter"));
    }

    [Test]
    public async Task Check_tells_the_faults_a_line_each()
    {
        var run = await RunAsync("check", "--Scim:Limits:PageSize=x");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[]
        {
            "failed\tconfiguration\tScim:Limits:PageSize = 'x' is not understood: expected a whole number.",
            $"failed\tconfiguration\tScim:Adapter is missing: expected {string.Join(" or ", AdapterCatalog.Names)}.",
        }));
    }

    [Test]
    public async Task Check_of_a_new_store_is_a_warning_and_not_a_failure()
    {
        var run = await RunAsync("check", "--Scim:Adapter=jira", "--Scim:Jira:BaseUrl=http://127.0.0.1:1", "--Scim:Jira:Token=x");

        Assert.That(run.Output, Does.Contain(
            $"warning\tstore\t{Path.Combine(_folder.FullName, "scim.db")} doesn't exist yet: it is made at the first start, or by \"scim migrate\"."));
        Assert.That(_folder.GetFiles(), Is.Empty);
        Assert.That(run.Output, Does.Contain("failed\tjira reachable\t"));
        Assert.That(run.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_store_that_cannot_be_opened_is_1_with_a_sentence()
    {
        var run = await RunAsync("migrate", "--Scim:Store:Provider=postgresql", "--Scim:Store:ConnectionString=Host=127.0.0.1;Port=1;Timeout=2");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("The store can't be used: ").And.Not.Contain("   at "));
    }

    [TestCase("jsonl", "\"action\":\"token.create\"")]
    [TestCase("csv", "\"token.create\"")]
    [TestCase("table", "\ttoken.create\tsuccess\t")]
    public async Task The_audit_log_is_shown_in_each_format(string format, string expected)
    {
        await RunAsync("token", "create", "--name", "entra");

        var run = await RunAsync("audit", "--since", "1h", "--action", "token.", "--format", format);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain(expected));
    }

    [Test]
    public async Task One_entry_tells_its_story_by_its_id_or_its_requests()
    {
        await RunAsync("token", "create", "--name", "entra");
        var entry = JsonSerializer.Deserialize<JsonElement>((await RunAsync("audit", "--format", "jsonl")).Output);

        var byEntry = await RunAsync("audit", "--id", entry.GetProperty("id").GetString()!);
        var byRequest = await RunAsync("audit", "--id", entry.GetProperty("requestId").GetString()!);
        var nothing = await RunAsync("audit", "--id", "nothing");

        Assert.That(byEntry.Output, Does.Contain("UTC  token.create  Token 'entra'").And.Contain("  Asked by:  (command line), ").And.Contain("  Answered:  success, 200 after "));
        Assert.That(byRequest.Output, Is.EqualTo(byEntry.Output));
        Assert.That((nothing.ExitCode, nothing.Error), Is.EqualTo((1, $"There is no audit entry and no request nothing; it may be older than Scim:Audit:Retention.{Environment.NewLine}")));
    }

    [TestCase("token", "list")]
    [TestCase("token", "revoke", "x")]
    [TestCase("audit")]
    [TestCase("guard")]
    public async Task A_command_that_only_looks_makes_no_store(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "")));
        Assert.That(run.Error, Is.EqualTo(
            $"There is no store {Path.Combine(_folder.FullName, "scim.db")}: expected the service's. Run the command with the service's settings and in its folder, "
            + $"or set Scim:Store:ConnectionString.{Environment.NewLine}"));
        Assert.That(_folder.GetFiles(), Is.Empty);
    }

    [Test]
    public async Task Making_a_token_tells_which_store_has_it_and_whether_that_was_just_made()
    {
        var first = await RunAsync("token", "create", "--name", "entra");
        var second = await RunAsync("token", "create", "--name", "okta");

        var store = Path.Combine(_folder.FullName, "scim.db");
        Assert.That(first.Output, Does.Contain($"The store {store} was made for it: a service that keeps its store elsewhere doesn't know this token."));
        Assert.That(second.Output, Does.EndWith($"Store: {store}{Environment.NewLine}"));
    }

    [Test]
    public async Task What_is_empty_says_so()
    {
        await RunAsync("migrate");

        Assert.That((await RunAsync("token", "list")).Output, Is.EqualTo($"No tokens.{Environment.NewLine}"));
        Assert.That((await RunAsync("token", "list", "--json")).Output, Is.EqualTo($"[]{Environment.NewLine}"));
        Assert.That((await RunAsync("audit")).Output, Is.EqualTo($"No entries.{Environment.NewLine}"));
        Assert.That((await RunAsync("audit", "--format", "jsonl")).Output, Is.Empty);
    }

    [Test]
    public async Task The_audit_table_has_headings()
    {
        await RunAsync("token", "create", "--name", "entra");

        var lines = (await RunAsync("audit")).Output.Split('\n');

        Assert.That(lines[0].TrimEnd(), Is.EqualTo("Time\tAction\tOutcome\tStatus\tResource\tBy\tDetail\tId"));
    }

    [Test]
    public async Task A_dialect_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var run = await RunAsync("token", "create", "--name", "x", "--dialect", "gogle");

        Assert.That(run.Error, Does.StartWith("There is no dialect 'gogle': expected one of auto, entra, google, interop, jumpcloud, keycloak, okta, onelogin, ping, strict."));
    }

    [TestCase("token create", "--scope <read|provision|admin>", "[default: provision]", "[default: 365d]", "auto, entra, google, interop, jumpcloud, keycloak, okta, onelogin, ping, strict")]
    [TestCase("token rotate", "[default: 1d]")]
    [TestCase("audit", "--outcome <success|noop|failure>", "--format <table|jsonl|csv>", "[default: table]")]
    [TestCase("sandbox", "sandbox [<product>] [options]", "<product> Which product: jira")]
    [TestCase("serve", "--Scim:Key=value", "--urls")]
    [TestCase("check", "--Scim:Key=value", "--urls")]
    public async Task Help_writes_values_as_they_are_given(string verb, params string[] expected)
    {
        var run = await RunAsync([.. verb.Split(' '), "--help"]);

        var text = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.That(expected.Where(part => !text.Contains(part, StringComparison.Ordinal)), Is.Empty, run.Output);
        Assert.That(text, Does.Not.Contain("Provision").And.Not.Contain("365.00:00:00").And.Not.Contain("Jsonl"));
    }

    [Test]
    public async Task The_guard_is_told_and_released()
    {
        await RunAsync("migrate");

        var off = await RunAsync("guard");
        var on = await RunAsync("guard", "--Scim:Guard:MaxDeactivations=5");
        var released = await RunAsync("guard", "release", "--for", "2h");
        var json = JsonSerializer.Deserialize<JsonElement>((await RunAsync("guard", "--json", "--Scim:Guard:MaxDeactivations=5")).Output);
        var audit = await RunAsync("audit", "--action", "guard.release");

        Assert.That(off.Output, Is.EqualTo($"The guard is off: Scim:Guard:MaxDeactivations is 0.{Environment.NewLine}"));
        Assert.That(on.Output, Is.EqualTo($"0 of 5 deactivations and deletions in the last 1h.{Environment.NewLine}"));
        Assert.That(released.Output, Does.StartWith("Deactivations and deletions pass uncounted until "));
        Assert.That((json.GetProperty("most").GetInt32(), json.TryGetProperty("releasedUntil", out _)), Is.EqualTo((5, true)));
        Assert.That(audit.Output, Does.Contain("\tguard.release\tsuccess\t"));
    }

    [Test]
    public async Task The_list_of_tokens_is_JSON_for_scripts()
    {
        await RunAsync("token", "create", "--name", "entra");

        var list = JsonSerializer.Deserialize<JsonElement>((await RunAsync("token", "list", "--json")).Output);

        Assert.That((list.GetArrayLength(), list[0].GetProperty("name").GetString(), list[0].GetProperty("state").GetString()), Is.EqualTo((1, "entra", "valid")));
    }

    [Test]
    public async Task Migrate_makes_the_filterable_values_anew_where_their_forms_changed()
    {
        await RunAsync("migrate");
        var file = Path.Combine(_folder.FullName, "scim.db");
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await connection.ExecuteAsync("update setting set value = 'older' where name = 'attribute-forms'");

        await RunAsync("migrate");

        Assert.That(await connection.ExecuteScalarAsync<string>("select value from setting where name = 'attribute-forms'"), Is.Not.EqualTo("older").And.Not.Null);
    }

    [Test]
    public void Only_Scim_settings_and_urls_go_through()
    {
        var line = ScimCommandLine.Split(["serve", "--Scim:Adapter=jira", "--urls", "http://localhost:1", "--scim:reads=mirror", "--Logging:X=1", "--URLS=http://localhost:2"]);

        Assert.That(line.Words, Is.EqualTo(new[] { "serve", "--Logging:X=1" }));
        Assert.That(line.Settings, Is.EqualTo(new[] { "--Scim:Adapter=jira", "--urls=http://localhost:1", "--scim:reads=mirror", "--URLS=http://localhost:2" }));
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsync((IReadOnlyList<string>)arguments);

    private async Task<CommandRun> RunAsync(IReadOnlyList<string> arguments)
    {
        var line = ScimCommandLine.Split([$"--Scim:Store:ConnectionString=Data Source={Path.Combine(_folder.FullName, "scim.db")}", .. arguments]);
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await ScimCommandLine.RunAsync(line, Commands(line), output, error);
        return new(exit, output.ToString(), error.ToString());
    }

    private static RootCommand Commands(ScimCommandLine line) => new("scim")
    {
        ServeCommand.Create(line),
        SandboxCommand.Create(line),
        CheckCommand.Create(line),
        TokenCommand.Create(line),
        AuditCommand.Create(line),
        GuardCommand.Create(line),
        MigrateCommand.Create(line),
    };
}
