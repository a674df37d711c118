using System.Text.RegularExpressions;
using NUnit.Framework;
using Scim.Tests.Support;

namespace Scim.Tests.Documents;

/// <summary>What one document says of another.</summary>
public sealed partial class LinkTests
{
    private static IEnumerable<string> Documents()
    {
        var root = PublishedGateway.Repository();
        return Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "TestResults" or ".git" or "node_modules"));
    }

    [TestCaseSource(nameof(Documents))]
    public void Each_link_leads_to_a_file_and_a_heading_that_are_there(string document)
    {
        var file = Path.Combine(PublishedGateway.Repository(), document);

        var broken = Link().Matches(File.ReadAllText(file)).Select(match => match.Groups["to"].Value).Where(to => !to.Contains("://", StringComparison.Ordinal) && !Leads(file, to));

        Assert.That(broken, Is.Empty);
    }

    [TestCase("docs/entra-id.md")]
    [TestCase("docs/configuration.md")]
    [TestCase("docs/operations.md")]
    [TestCase("docs/security.md")]
    [TestCase("docs/glossary.md")]
    [TestCase("docs/adapters/jira.md")]
    [TestCase("deploy/README.md")]
    [TestCase("CONTRIBUTING.md")]
    [TestCase("SECURITY.md")]
    [TestCase("CHANGELOG.md")]
    public void The_README_leads_to(string document) =>
        Assert.That(File.ReadAllText(Path.Combine(PublishedGateway.Repository(), "README.md")), Does.Contain($"]({document})"));

    private static bool Leads(string from, string to)
    {
        var parts = to.Split('#');
        var target = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));
        return parts.Length == 1
            ? File.Exists(target) || Directory.Exists(target)
            : File.Exists(target) && Heading().Matches(File.ReadAllText(target)).Any(match => Anchor(match.Groups["text"].Value) == parts[1]);
    }

    // As the forges make them: lower case, spaces to hyphens, no punctuation.
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();
}
