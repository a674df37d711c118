using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>What the guide promises to somebody with an SDK, the packages and the executable, and without this repository.</summary>
[Category("EndToEnd")]
public sealed class ThirdPartyAdapterTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private DirectoryInfo _folder = null!;

    private string Adapter => Path.Combine(_folder.FullName, "adapters", "payroll");

    private string Roster => Path.Combine(_folder.FullName, "payroll.json");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("scim-test-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task From_an_empty_folder_to_a_user_in_the_product()
    {
        var project = await CreateFromTemplateAsync(await PackAsync());
        var tested = await DotnetTool.RunAsync(project, "test", "Scim.Adapters.Payroll.Tests");
        await DotnetTool.RunAsync(project, "publish", "Scim.Adapters.Payroll", "--output", Adapter, "-nodeReuse:false");
        await File.WriteAllTextAsync(Roster, """{"version":1,"people":[{"id":"1","name":"owner","fullName":"Owner","enabled":true}],"groups":[]}""");
        await using var gateway = await GatewayProcess.StartAsync(Settings());

        using var body = new StringContent(
            """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann","displayName":"Ann Lee","active":true}""", Encoding.UTF8, "application/scim+json");
        using var answer = await gateway.CreateClient().PostAsync("Users", body);

        var ann = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Roster)).GetProperty("people")[1];
        Assert.That(tested, Does.Match(@"Passed!\s+- Failed:\s+0, Passed:\s+[6-9]\d,"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), gateway.Said);
        Assert.That((ann.GetProperty("name").GetString(), ann.GetProperty("fullName").GetString()), Is.EqualTo(("ann", "Ann Lee")));
        await CheckAndSandboxAsync();
    }

    private async Task CheckAndSandboxAsync()
    {
        var check = await GatewayProcess.RunAsync(["check"], Settings());
        Assert.That((check.ExitCode, check.Error), Is.EqualTo((0, "")), check.Output);
        Assert.That(check.Output, Does.Contain("payroll permissions").And.Contain("It can be written."));

        await using var sandbox = await GatewayProcess.StartAsync(
            ["sandbox", "payroll", "--port", "0"], new Dictionary<string, string> { ["Scim:AdapterPath"] = Path.GetDirectoryName(Adapter)! });
        Assert.That(sandbox.Said, Does.Contain("SCIM URL: "));
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Scim:AdapterPath"] = Path.GetDirectoryName(Adapter)!,
        ["Scim:Adapter"] = "payroll",
        ["Scim:Payroll:File"] = Roster,
        ["Scim:Store:ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "scim.db")}",
    };

    /// <summary>Packs what this run has built, under a version that no machine has seen, and answers it.</summary>
    private async Task<string> PackAsync()
    {
        var version = $"0.1.0-test.{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}";
        var packages = _folder.CreateSubdirectory("packages").FullName;
        foreach (var package in new[] { "Scim.Core", "Scim.Adapters.Contract" })
        {
            await DotnetTool.RunAsync(
                DotnetTool.Repository, "pack", package, "--no-build", "--configuration", Configuration, "--output", packages, $"-p:Version={version}");
        }

        Assert.That(Directory.GetFiles(packages).Select(Path.GetFileName), Is.EquivalentTo([
            $"Scim.Core.{version}.nupkg", $"Scim.Core.{version}.snupkg", $"Scim.Adapters.Contract.{version}.nupkg", $"Scim.Adapters.Contract.{version}.snupkg",
        ]));
        return version;
    }

    private async Task<string> CreateFromTemplateAsync(string version)
    {
        var (project, templates) = (_folder.CreateSubdirectory("Payroll").FullName, Path.Combine(_folder.FullName, "templates"));
        var example = Path.Combine(DotnetTool.Repository, "docs", "adapters", "example");
        await DotnetTool.RunAsync(project, "new", "install", example, "--debug:custom-hive", templates);
        await DotnetTool.RunAsync(project, "new", "scim-adapter", "--name", "Payroll", "--output", project, "--scimVersion", version, "--debug:custom-hive", templates);

        // Ours come from the folder and from nowhere else; the rest is in the machine's own cache since this repository was restored. The
        // packages under test go to a cache that is gone with the test.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(
            Path.Combine(project, "NuGet.config"),
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.FullName, "cache")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="scim" value="{Path.Combine(_folder.FullName, "packages")}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="scim"><package pattern="Scim.*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
        return project;
    }
}
