using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Recorded;

/// <summary>The recorded bodies of a product; they stand beside the repository, and a test that needs them is left out where they aren't.</summary>
internal sealed class Recordings(string product)
{
    private string Folder => $"contracts/recorded/{product}";

    /// <summary>Whether each recording is named: replayed, or left out for a reason.</summary>
    public void AreJust(IEnumerable<string> files) =>
        Assert.That(Directory.EnumerateFiles(Found(Folder), "*.json").Select(Path.GetFileName), Is.EquivalentTo(files));

    public async Task<JsonDocument> OpenAsync(string file) => JsonDocument.Parse(await File.ReadAllTextAsync(Found($"{Folder}/{file}")));

    private static string Found(string path)
    {
        if (SharedFiles.Find(path) is not { } found)
        {
            Assert.Ignore("The recordings stand beside the repository and aren't here.");
            return "";
        }

        return found;
    }
}
