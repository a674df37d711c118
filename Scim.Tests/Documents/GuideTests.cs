using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Documents;

/// <summary>
/// The guide for adapter authors quotes the example as it is. <c>SCIM_WRITE_DOCUMENTS=1 dotnet test Scim.Tests --filter GuideTests</c> quotes it anew.
/// </summary>
public sealed partial class GuideTests
{
    private static readonly string Folder = Path.Combine(DotnetTool.Repository, "docs", "adapters");
    private static readonly string Guide = Path.Combine(Folder, "write-your-own.md");
    private static readonly string Template = Path.Combine(Folder, "example", ".template.config", "template.json");

    [Test]
    public void Every_quote_is_what_stands_in_the_file()
    {
        var written = File.ReadAllText(Guide);
        var quoted = Quote().Replace(written, match => $"<!-- quote: {match.Groups["file"]}#{match.Groups["region"]} -->\n```csharp\n{Region(match)}\n```\n");
        if (Environment.GetEnvironmentVariable("SCIM_WRITE_DOCUMENTS") == "1")
        {
            File.WriteAllText(Guide, quoted);
            written = quoted;
        }

        Assert.That(written, Is.EqualTo(quoted), $"The guide is older than the example: see the comment of {nameof(GuideTests)}.");
    }

    [Test]
    public void Every_region_of_the_example_is_quoted()
    {
        var quoted = Quote().Matches(File.ReadAllText(Guide)).Select(m => $"{m.Groups["file"]}#{m.Groups["region"]}");

        var there =
            from file in Directory.GetFiles(Path.Combine(Folder, "example"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where line.TrimStart().StartsWith("#region ", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Path.Combine(Folder, "example"), file).Replace('\\', '/')}#{line.Trim()["#region ".Length..]}";

        Assert.That(quoted, Is.EquivalentTo(there));
    }

    [TestCase("Scim", "Directory.Build.props", "VersionPrefix")]
    [TestCase("Microsoft.NET.Test.Sdk", "Directory.Packages.props", null)]
    [TestCase("NUnit", "Directory.Packages.props", null)]
    [TestCase("NUnit3TestAdapter", "Directory.Packages.props", null)]
    public void The_template_names_the_versions_that_the_example_is_built_with(string package, string file, string? property)
    {
        var properties = XDocument.Load(Path.Combine(DotnetTool.Repository, file)).Descendants();
        var version = property is not null
            ? properties.Single(e => e.Name.LocalName == property).Value
            : properties.Single(e => (string?)e.Attribute("Include") == package).Attribute("Version")!.Value;

        Assert.That(File.ReadAllText(Template), Does.Contain($"\"{version}\""));
    }

    private static string Region(Match quote)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "example", quote.Groups["file"].Value));
        var start = Array.FindIndex(lines, line => line.Trim() == $"#region {quote.Groups["region"].Value}");
        Assert.That(start, Is.GreaterThanOrEqualTo(0), $"{quote.Value} isn't there.");
        var region = lines.Skip(start + 1).TakeWhile(line => line.Trim() != "#endregion").ToArray();
        var indent = region.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', region.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex(@"<!-- quote: (?<file>\S+)#(?<region>\S+) -->\n(```csharp\n.*?\n```\n)?", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quote();
}
