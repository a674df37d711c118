using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>The JSON that Bitbucket's resources have in common.</summary>
internal sealed class BitbucketAnswers(BitbucketSandboxOptions options)
{
    public const string Integrity = "com.atlassian.bitbucket.IntegrityException";
    public const string Validation = "com.atlassian.bitbucket.validation.ArgumentValidationException";

    private const string Refusal = "com.atlassian.bitbucket.ForbiddenException";
    private const int PageRows = 25;

    public static SandboxAnswer Ok(JsonNode body) => SandboxAnswer.Json(HttpStatusCode.OK, body);

    public static SandboxAnswer Done { get; } = SandboxAnswer.Empty(HttpStatusCode.OK);

    public static SandboxAnswer NoContent { get; } = SandboxAnswer.Empty(HttpStatusCode.NoContent);

    /// <summary>A 404 that isn't in the shape of errors: of an unknown path, and of some resources.</summary>
    public static SandboxAnswer NotFound(string message) =>
        SandboxAnswer.Json(HttpStatusCode.NotFound, new JsonObject { ["message"] = message, ["status-code"] = 404 });

    /// <summary>An error; its text is of no consequence, and another one in another language.</summary>
    public SandboxAnswer Error(int status, string? exception, string message, string? context = null) => SandboxAnswer.Json(
        (HttpStatusCode)status,
        new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject
            {
                ["context"] = context,
                ["message"] = options.Language == "en" ? message : "Das geht nicht.",
                ["exceptionName"] = exception,
            }),
        });

    /// <summary>What most products say with 403.</summary>
    public SandboxAnswer NotPermitted() => Error(401, "com.atlassian.bitbucket.AuthorisationException", "You are not permitted to access this resource");

    public SandboxAnswer Anonymous() => Error(
        401,
        options.Version.Major >= 10
            ? "com.atlassian.plugins.rest.api.security.exception.AuthenticationRequiredException"
            : "com.atlassian.plugins.rest.common.security.AuthenticationRequiredException",
        "You are not permitted to access this resource");

    public SandboxAnswer NoUser(string? name) => Error(404, "com.atlassian.bitbucket.user.NoSuchUserException", $"User {name} does not exist.");

    public SandboxAnswer NoGroup(string? name) => Error(404, "com.atlassian.bitbucket.user.NoSuchGroupException", $"Group {name} does not exist.");

    public SandboxAnswer HigherRank() => Error(403, Refusal, "You cannot change somebody or something with a higher global permission than your own.");

    public SandboxAnswer NoSeats() => Error(
        403, "com.atlassian.bitbucket.license.LicenseLimitException", "This would exceed the number of users that the license allows.");

    public SandboxAnswer Expired() => Error(403, Refusal, "The license of this instance has expired.");

    public SandboxAnswer ReadOnly() => Error(options.ReadOnlyStatus, options.ReadOnlyStatus switch
    {
        401 => "com.atlassian.bitbucket.AuthorisationException",
        403 => Refusal,
        409 => Integrity,
        _ => Validation,
    }, "The directory is read-only.");

    public SandboxAnswer OwnRight() => Error(
        options.OwnRightStatus, options.OwnRightStatus == 409 ? Integrity : Refusal, "You cannot lower your own global permission.");

    public SandboxAnswer Invalid(string message, string? context = null) => Error(400, Validation, message, context);

    /// <summary>A page of a list, in Bitbucket's envelope.</summary>
    public SandboxAnswer Page<T>(SandboxRequest request, IEnumerable<T> rows, Func<T, JsonNode?> show)
        where T : class
    {
        var all = options.HidesRows ? rows.SelectMany(r => new[] { null, r }) : rows;
        var page = SandboxPage.Cut<T?>([.. all], request, "start", "limit", PageRows, options.PageCap);
        var values = new JsonArray([.. page.Rows.OfType<T>().Select(show)]);
        var body = new JsonObject
        {
            ["size"] = values.Count,
            ["limit"] = page.Limit,
            ["isLastPage"] = page.IsLast,
            ["values"] = values,
            ["start"] = page.Start,
        };
        if (!page.IsLast)
        {
            body["nextPageStart"] = page.Start + page.Rows.Count;
        }

        return Ok(body);
    }

    /// <summary>An account as in <c>/users</c> and in the lists of permissions.</summary>
    public JsonObject Plain(SiteUser user) => Linked(Names(user), user);

    /// <summary>An account as in the administrative resources.</summary>
    public JsonObject Detailed(SiteUser user)
    {
        var isOurs = !IsReadOnly(user);
        var json = Names(user);
        json["directoryName"] = user.IsService ? null : user.IsReadOnly ? "Corporate Crowd" : "Bitbucket Internal Directory";
        json["deletable"] = isOurs;
        if (user.LastLogIn is { } time)
        {
            json["lastAuthenticationTimestamp"] = time.ToUnixTimeMilliseconds();
        }

        json["mutableDetails"] = isOurs;
        json["mutableGroups"] = isOurs;
        return Linked(json, user);
    }

    public JsonObject Group(SiteGroup group) => new() { ["name"] = group.Name, ["deletable"] = !IsReadOnly(group) };

    public bool IsReadOnly(SiteUser user) => options.IsReadOnly || user.IsReadOnly;

    public bool IsReadOnly(SiteGroup group) => options.IsReadOnly || group.IsReadOnly;

    private static JsonObject Names(SiteUser user)
    {
        var json = new JsonObject { ["name"] = user.Name };
        if (user.Email is not null)
        {
            json["emailAddress"] = user.Email;
        }

        json["id"] = user.Id;
        json["displayName"] = user.DisplayName;
        json["active"] = user.Active;
        json["slug"] = user.Slug;
        json["type"] = user.IsService ? "SERVICE" : "NORMAL";
        return json;
    }

    private JsonObject Linked(JsonObject json, SiteUser user)
    {
        json["links"] = new JsonObject { ["self"] = new JsonArray(new JsonObject { ["href"] = options.Link($"/users/{user.Slug}") }) };
        return json;
    }
}
