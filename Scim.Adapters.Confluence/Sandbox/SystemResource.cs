using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>What Confluence tells of itself: version, permissions, licence.</summary>
internal sealed class SystemResource(ConfluenceSite site, ConfluenceSandboxOptions options, ConfluenceRelease release)
{
    /// <summary>XML, unless JSON is asked for.</summary>
    public SandboxAnswer Manifest(SandboxRequest request) => request.Accept.Contains("json", StringComparison.Ordinal)
        ? ConfluenceAnswers.Ok(new JsonObject
        {
            ["id"] = "00000000-0000-0000-0000-000000000000",
            ["name"] = "Confluence (sandbox)",
            ["typeId"] = "confluence",
            ["version"] = release.Version.ToString(),
            ["buildNumber"] = release.BuildNumber,
            ["publicSignup"] = false,
            ["url"] = options.Link(""),
        })
        : new(HttpStatusCode.OK, $"<manifest><typeId>confluence</typeId><version>{release.Version}</version></manifest>", "application/xml");

    public SandboxAnswer ServerInformation() => ConfluenceAnswers.Ok(new JsonObject
    {
        ["baseUrl"] = options.Link(""),
        ["version"] = release.Version.ToString(),
        ["buildNumber"] = release.BuildNumber,
        ["marketplaceBuildNumber"] = release.BuildNumber,
        ["buildDate"] = "2025-01-01",
    });

    /// <summary>All global permissions, one entry for each that somebody has.</summary>
    public SandboxAnswer Permissions() => ConfluenceAnswers.Ok(new JsonArray(
    [
        Permission("administer", "system", ConfluenceSite.Administrators),
        Permission("use", "application", ConfluenceSite.Administrators),
        Permission("use", "application", ConfluenceSite.Licensed),
        Permission("create", "personal_space", ConfluenceSite.Licensed),
        .. site.OtherAdministrators is { } other ? [Permission("administer", "application", other)] : Array.Empty<JsonObject>(),
    ]));

    public static SandboxAnswer Count(int count) => ConfluenceAnswers.Ok(new JsonObject { ["count"] = count });

    public SandboxAnswer RemainingSeats() => Count(options.Seats < 0 ? -1 : Math.Max(0, options.Seats - site.Taken));

    private static JsonObject Permission(string key, string target, string group) => new JsonObject
    {
        ["operation"] = new JsonObject { ["targetType"] = target, ["operationKey"] = key },
        ["subject"] = new JsonObject { ["type"] = "group", ["name"] = group, ["displayName"] = group },
    };
}
