using NUnit.Framework;

namespace Scim.Tests.Support;

/// <summary>The project's shared facts (contracts, recorded exchanges, vectors), which stand beside the repository and are never committed.</summary>
internal static class SharedFiles
{
    /// <summary>The path of <c>shared/{relativePath}</c> beside the repository or one of its parents, or null.</summary>
    public static string? Find(string relativePath)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relativePath);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
