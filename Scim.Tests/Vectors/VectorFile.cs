using System.Text.Json;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Vectors;

/// <summary>A file of <c>shared/vectors</c>: one JSON object a line, each one a test by its id.</summary>
internal static class VectorFile
{
    /// <summary>The lines as test cases. A file that isn't there gives one case, which the test ignores.</summary>
    public static IEnumerable<TestCaseData> Cases(string name)
    {
        var path = SharedFiles.Find(Path.Combine("vectors", name));
        if (path is null)
        {
            yield return new TestCaseData(default(JsonElement)).Ignore($"shared/vectors/{name} isn't beside the repository");
            yield break;
        }

        foreach (var vector in Read(path))
        {
            yield return new TestCaseData(vector).SetArgDisplayNames(vector.GetProperty("id").GetString()!);
        }
    }

    /// <summary>The project's own vectors, in the same form, which stand beside this file.</summary>
    public static IEnumerable<JsonElement> Own(string name)
    {
        using var reader = new StreamReader(typeof(VectorFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"Vectors/{name} isn't embedded."));
        return [.. Parse(reader.ReadToEnd().Split('\n'))];
    }

    public static IEnumerable<JsonElement> Read(string path) => Parse(File.ReadLines(path));

    private static IEnumerable<JsonElement> Parse(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0)
            {
                using var document = JsonDocument.Parse(line);
                yield return document.RootElement.Clone();
            }
        }
    }
}
