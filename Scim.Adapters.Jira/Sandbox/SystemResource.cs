using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>What Jira tells of itself: status, version, permissions, applications.</summary>
internal sealed class SystemResource(JiraSite site, JiraSandboxOptions options, JiraRelease release, TimeProvider time)
{
    public SandboxAnswer ServerInfo() => JiraAnswers.Ok(new JsonObject
    {
        ["baseUrl"] = options.Link(""),
        ["version"] = release.Version.ToString(),
        ["versionNumbers"] = new JsonArray(release.Version.Major, release.Version.Minor, Math.Max(0, release.Version.Build)),
        ["deploymentType"] = "Server",
        ["buildNumber"] = release.BuildNumber,
        ["buildDate"] = "2025-01-01T00:00:00.000+0000",
        ["databaseBuildNumber"] = release.BuildNumber,
        ["serverTime"] = $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff}+0000",
        ["scmInfo"] = "0000000000000000000000000000000000000000",
        ["serverTitle"] = "Jira (sandbox)",
    });

    public static SandboxAnswer Permissions(bool administers, bool systemAdministers, bool browses) => JiraAnswers.Ok(new JsonObject
    {
        ["permissions"] = new JsonObject
        {
            ["SYSTEM_ADMIN"] = Permission("44", "SYSTEM_ADMIN", "Jira System Administrators", systemAdministers),
            ["ADMINISTER"] = Permission("0", "ADMINISTER", "Jira Administrators", administers),
            ["USER_PICKER"] = Permission("27", "USER_PICKER", "Browse Users", browses),
            ["BULK_CHANGE"] = Permission("33", "BULK_CHANGE", "Bulk Change", true),
        },
    });

    public SandboxAnswer Applications() => JiraAnswers.Ok(new JsonArray([.. site.Roles.Select(r => new JsonObject
    {
        ["key"] = r.Key,
        ["name"] = r.Name,
        ["groups"] = new JsonArray([.. r.Groups.Select(g => (JsonNode)g)]),
        ["defaultGroups"] = new JsonArray([.. r.DefaultGroups.Select(g => (JsonNode)g)]),
        ["selectedByDefault"] = true,
        ["defined"] = true,
        ["numberOfSeats"] = r.Seats,
        ["remainingSeats"] = r.Seats < 0 ? -1 : Math.Max(0, r.Seats - site.Taken(r)),
        ["userCount"] = site.Taken(r),
        ["userCountDescription"] = "users",
        ["hasUnlimitedSeats"] = r.Seats < 0,
        ["platform"] = false,
    })]));

    private static JsonObject Permission(string id, string key, string name, bool has) => new()
    {
        ["id"] = id,
        ["key"] = key,
        ["name"] = name,
        ["type"] = "GLOBAL",
        ["description"] = name,
        ["havePermission"] = has,
    };
}
