using System.Diagnostics;
using NUnit.Framework;

namespace Scim.Tests.Support;

/// <summary>The SDK's command line, as a developer has it.</summary>
internal static class DotnetTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The folder with scim.sln.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Runs <c>dotnet</c> with these arguments to its end and answers what it said.</summary>
    public static async Task<string> RunAsync(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The test host's own build variables would lead the SDK to other files of its own; a server that outlives the command would keep its
        // output open, and this waiting.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var command = Process.Start(start)!;
        var output = command.StandardOutput.ReadToEndAsync();
        var error = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync().WaitAsync(Patience);
        return command.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed.\n{await output}\n{await error}");
    }

    private static string FindRepository()
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
