using System.Diagnostics;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.EndToEnd;

/// <summary>Where the published executable finds its settings and its store, called from wherever.</summary>
[Category("EndToEnd")]
public sealed class SettingsFileTests
{
    private DirectoryInfo _folder = null!;

    private string Installed => Path.Combine(_folder.FullName, "installed");

    private string Elsewhere => Path.Combine(_folder.FullName, "elsewhere");

    [OneTimeSetUp]
    public async Task InstallAsync()
    {
        _folder = Directory.CreateTempSubdirectory("scim-test-");
        var published = new DirectoryInfo(Path.GetDirectoryName(await PublishedGateway.ExecutableAsync())!);
        foreach (var file in published.GetFiles("*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(Installed, Path.GetRelativePath(published.FullName, file.FullName)));
            copy.Directory!.Create();
            file.CopyTo(copy.FullName);
        }

        await File.WriteAllTextAsync(Path.Combine(Installed, "appsettings.json"), """{"Scim":{"PublicUrl":"https://beside.example.com"}}""");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Elsewhere).FullName, "appsettings.json"), """{"Scim":{"PublicUrl":"https://elsewhere.example.com"}}""");
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Delete(recursive: true);

    [Test]
    public async Task Appsettings_is_read_from_beside_the_executable_and_a_relative_store_is_in_the_folder_one_is_in()
    {
        var run = await RunAsync(Path.Combine(Installed, "scim"), ["token", "create", "--name", "entra"], []);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("Tenant URL:   https://beside.example.com/scim/v2"));
        Assert.That(run.Output, Does.Contain($"The store {Path.Combine(Elsewhere, "scim.db")} was made for it"));
    }

    /// <summary>The wrapper that operators put on the path: the service's settings, folder and account.</summary>
    [Test]
    public async Task The_wrapper_runs_a_command_with_the_services_settings_on_the_services_store()
    {
        var state = Directory.CreateDirectory(Path.Combine(_folder.FullName, "state")).FullName;
        var settings = Path.Combine(_folder.FullName, "scim.env");
        await File.WriteAllTextAsync(settings, "# the service's\n\nScim__PublicUrl=\"https://service.example.com\"\nScim__Store__ConnectionString=Data Source=of-the-service.db;Cache=Private\n");
        (string, string)[] environment =
        [
            ("SCIM_ENV", settings), ("SCIM_HOME", Installed), ("SCIM_STATE", state), ("SCIM_USER", Environment.UserName),
        ];

        var made = await RunAsync("/bin/sh", [Path.Combine(PublishedGateway.Repository(), "deploy", "scim"), "token", "create", "--name", "two words"], environment);
        var listed = await RunAsync("/bin/sh", [Path.Combine(PublishedGateway.Repository(), "deploy", "scim"), "token", "list"], environment);

        Assert.That((made.ExitCode, listed.ExitCode), Is.EqualTo((0, 0)), made.Error + listed.Error);
        Assert.That(made.Output, Does.Contain("Tenant URL:   https://service.example.com/scim/v2").And.Contain(Path.Combine(state, "of-the-service.db")));
        Assert.That(listed.Output, Does.Contain("\ttwo words\tprovision\t"));
    }

    [Test]
    public async Task The_wrapper_under_a_products_name_is_that_of_the_products_instance()
    {
        var link = Path.Combine(_folder.FullName, "scim-wiki");
        File.CreateSymbolicLink(link, Path.Combine(PublishedGateway.Repository(), "deploy", "scim"));

        var run = await RunAsync("/bin/sh", [link, "check"], []);

        Assert.That((run.ExitCode, run.Error.TrimEnd()), Is.EqualTo((1, "scim: /etc/scim/wiki.env can't be read: expected the service's settings there. Are you root?")));
    }

    [Test]
    public async Task The_wrapper_says_what_is_missing()
    {
        var run = await RunAsync("/bin/sh", [Path.Combine(PublishedGateway.Repository(), "deploy", "scim"), "check"], [("SCIM_ENV", "/nowhere/scim.env")]);

        Assert.That((run.ExitCode, run.Error.TrimEnd()), Is.EqualTo((1, "scim: /nowhere/scim.env can't be read: expected the service's settings there. Are you root?")));
    }

    private async Task<CommandRun> RunAsync(string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Elsewhere, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new(process.ExitCode, await output, await error);
    }
}
