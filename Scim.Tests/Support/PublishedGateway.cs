using System.Diagnostics;
using NUnit.Framework;

namespace Scim.Tests.Support;

/// <summary>The gateway as an operator gets it: published once for a test run, when a test first wants it.</summary>
internal static class PublishedGateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<DirectoryInfo>> Folder = new(PublishAsync);

    /// <summary>The executable's whole path.</summary>
    public static async Task<string> ExecutableAsync() =>
        Path.Combine((await Folder.Value).FullName, OperatingSystem.IsWindows() ? "scim.exe" : "scim");

    public static async Task DeleteAsync()
    {
        if (Folder.IsValueCreated)
        {
            (await Folder.Value).Delete(recursive: true);
        }
    }

    private static async Task<DirectoryInfo> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("scim-published-");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Servers that outlive the build would keep its output open, and this waiting.
        string[] arguments =
        [
            "publish", "Scim.Api", "--configuration", "Release", "--output", folder.FullName, "--no-restore", "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The test host's own build variables would lead the publisher to other SDK files.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync();
        var error = publish.StandardError.ReadToEndAsync();
        await publish.WaitForExitAsync().WaitAsync(Patience);
        return publish.ExitCode == 0
            ? folder
            : throw new InvalidOperationException($"The gateway can't be published.\n{await output}\n{await error}");
    }

    /// <summary>The folder of the solution.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "scim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("There is no scim.sln above the tests.");
    }
}
