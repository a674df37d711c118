using NUnit.Framework;

namespace Scim.Tests.Adapters.Jira;

/// <summary>The Jiras that the contract is held against: one of each line still in use, in two languages.</summary>
internal static class JiraReleases
{
    private static readonly string[] Versions = ["8.20.30", "9.12.8", "10.3.24", "11.3.3"];
    private static readonly string[] Languages = ["en", "de"];

    public static IEnumerable<TestFixtureData> All =>
        from version in Versions from language in Languages select new TestFixtureData(version, language);
}
