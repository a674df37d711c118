using NUnit.Framework;
using Scim.Adapters.Confluence.Sandbox;

namespace Scim.Tests.Adapters.Confluence;

/// <summary>The Confluences that the contract is held against: one of each step of its API, and each reading of what isn't proven.</summary>
internal static class ConfluenceReleases
{
    public static IEnumerable<TestFixtureData> All =>
    [
        Release("8.5.16"),
        Release("9.0.3", options => options.Language = "de"),
        Release("9.2.21"),
        Release("9.3.2", options => options.UnknownUserStatus = options.UnknownMemberStatus = 400),
        Release("10.2.14"),
        Release("10.2.14", options =>
        {
            options.Language = "de";
            options.GroupMadeStatus = 201;
            options.TakenNameStatus = 400;
            options.HasClassInMessages = true;
            options.RefusesUnknownMembers = true;
            options.ShowsUnknownUsers = true;
            options.NextCountsAsked = false;
            options.NextAfterFullPage = false;
        }),
    ];

    private static TestFixtureData Release(string version, Action<ConfluenceSandboxOptions>? otherwise = null) =>
        new TestFixtureData(new ConfluenceForm(Version.Parse(version), otherwise)).SetArgDisplayNames(version, otherwise is null ? "usual" : "otherwise");
}

/// <summary>A version and what differs from the usual reading.</summary>
internal sealed record ConfluenceForm(Version Version, Action<ConfluenceSandboxOptions>? Otherwise);
