namespace Scim.Tests.Support;

/// <summary>The gateway as an operator gets it: published once for a test run, when a test first wants it.</summary>
internal static class PublishedGateway
{
    private static readonly Lazy<Task<DirectoryInfo>> Folder = new(PublishAsync);

    /// <summary>The executable's whole path.</summary>
    public static async Task<string> ExecutableAsync() =>
        Path.Combine((await Folder.Value).FullName, OperatingSystem.IsWindows() ? "scim.exe" : "scim");

    /// <summary>The folder of the solution.</summary>
    public static string Repository() => DotnetTool.Repository;

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
        await DotnetTool.RunAsync(
            DotnetTool.Repository, "publish", "Scim.Api", "--configuration", "Release", "--output", folder.FullName, "--no-restore", "-nodeReuse:false");
        return folder;
    }
}
