using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>The JSON that Jira's resources have in common.</summary>
internal sealed class JiraAnswers(JiraSite site, JiraSandboxOptions options, JiraRelease release, JiraTexts texts)
{
    private string Root => options.Link("/rest/api/2");

    /// <summary>An error with a text for people.</summary>
    public static SandboxAnswer Error(int status, string message) => Error(status, [message], []);

    /// <summary>An error about a field of the form.</summary>
    public static SandboxAnswer FieldError(string field, string message) => Error(400, [], new() { [field] = message });

    public static SandboxAnswer Error(int status, JsonArray messages, JsonObject fields) =>
        SandboxAnswer.Json((HttpStatusCode)status, new JsonObject { ["errorMessages"] = messages, ["errors"] = fields });

    /// <summary>An error of the REST framework beneath the resources.</summary>
    public static SandboxAnswer Framework(int status, string message) =>
        SandboxAnswer.Json((HttpStatusCode)status, new JsonObject { ["message"] = message, ["status-code"] = status });

    public static SandboxAnswer Ok(JsonNode body) => SandboxAnswer.Json(HttpStatusCode.OK, body);

    public static SandboxAnswer Created(JsonNode body) => SandboxAnswer.Json(HttpStatusCode.Created, body);

    /// <summary>A user as in member lists.</summary>
    public JsonObject Short(SiteUser user)
    {
        var json = new JsonObject
        {
            ["self"] = UserSelf(user),
            ["key"] = user.Key,
            ["name"] = user.Name,
        };
        if (Shown(user.Email) is { } email)
        {
            json["emailAddress"] = email;
        }

        json["avatarUrls"] = Avatars(user);
        json["displayName"] = user.DisplayName;
        json["active"] = user.Active;
        if (release.HasDeletedFlag)
        {
            json["deleted"] = false;
        }

        json["timeZone"] = "Etc/UTC";
        return json;
    }

    /// <summary>A user as in its own resource; groups and applications are counted, and shown where asked for.</summary>
    public JsonObject Full(SiteUser user, string? expand = null)
    {
        var asked = (expand ?? "").Split(',', StringSplitOptions.TrimEntries);
        var groups = site.GroupsOf(user);
        var roles = site.RolesOf(user);
        var json = Short(user);
        json["locale"] = texts.Locale;
        json["groups"] = new JsonObject
        {
            ["size"] = groups.Count,
            ["items"] = new JsonArray([.. asked.Contains("groups") ? groups.Select(g => new JsonObject { ["name"] = g.Name, ["self"] = GroupSelf(g) }) : []]),
        };
        json["applicationRoles"] = new JsonObject
        {
            ["size"] = roles.Count,
            ["items"] = new JsonArray([.. asked.Contains("applicationRoles") ? roles.Select(r => new JsonObject { ["key"] = r.Key, ["name"] = r.Name }) : []]),
        };
        json["expand"] = "groups,applicationRoles";
        return json;
    }

    public JsonObject Bare(SiteUser user) => new() { ["self"] = UserSelf(user), ["key"] = user.Key, ["name"] = user.Name };

    /// <summary>A group as in answers to creations and additions: its active members are counted, never shown.</summary>
    public JsonObject Group(SiteGroup group) => new()
    {
        ["name"] = group.Name,
        ["self"] = GroupSelf(group),
        ["users"] = new JsonObject
        {
            ["size"] = site.CountActive(group),
            ["items"] = new JsonArray(),
            ["max-results"] = 50,
            ["start-index"] = 0,
            ["end-index"] = 0,
        },
        ["expand"] = "users",
    };

    public string GroupSelf(SiteGroup group) => $"{Root}/group?groupname={Uri.EscapeDataString(group.Name)}";

    public string Link(string pathAndQuery) => $"{Root}/{pathAndQuery}";

    private string UserSelf(SiteUser user) => $"{Root}/user?username={Uri.EscapeDataString(user.Name)}";

    private string? Shown(string? email) => options.EmailVisibility switch
    {
        JiraEmailVisibility.Hidden => null,
        JiraEmailVisibility.Masked => email?.Replace("@", " at ", StringComparison.Ordinal).Replace(".", " dot ", StringComparison.Ordinal),
        _ => email,
    };

    private JsonObject Avatars(SiteUser user)
    {
        var avatar = options.Link("/secure/useravatar");
        var id = user.Id.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            ["48x48"] = $"{avatar}?avatarId={id}",
            ["24x24"] = $"{avatar}?size=small&avatarId={id}",
            ["16x16"] = $"{avatar}?size=xsmall&avatarId={id}",
            ["32x32"] = $"{avatar}?size=medium&avatarId={id}",
        };
    }
}
