using System.Net;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>The JSON that Confluence's resources have in common.</summary>
internal sealed class ConfluenceAnswers(ConfluenceSandboxOptions options)
{
    public static SandboxAnswer NoContent => SandboxAnswer.Empty(HttpStatusCode.NoContent);

    public static SandboxAnswer Ok(JsonNode body) => SandboxAnswer.Json(HttpStatusCode.OK, body);

    /// <summary>An error; its flags say nothing.</summary>
    public SandboxAnswer Error(int status, string message) => SandboxAnswer.Json((HttpStatusCode)status, new JsonObject
    {
        ["statusCode"] = status,
        ["data"] = new JsonObject
        {
            ["authorized"] = false,
            ["valid"] = true,
            ["allowedInReadOnlyMode"] = true,
            ["errors"] = new JsonArray(),
            ["successful"] = false,
        },
        ["message"] = options.HasClassInMessages ? $"com.atlassian.confluence.api.service.exceptions.ServiceException: {message}" : message,
        ["reason"] = Reason(status),
    });

    /// <summary>The body as an object, or why it isn't taken.</summary>
    public SandboxAnswer? JsonBody(SandboxRequest request, out JsonObject body)
    {
        body = request.Json() ?? [];
        return !request.IsJson ? Error(415, "Unsupported Media Type") : request.Json() is null ? Error(400, "Bad Request") : null;
    }

    /// <summary>A user by itself.</summary>
    public SandboxAnswer Single(JsonObject user)
    {
        var links = user["_links"]!.AsObject();
        links["base"] = options.Link("");
        links["context"] = options.BaseUrl.AbsolutePath.TrimEnd('/');
        return Ok(user);
    }

    /// <summary>A user as in lists: without status unless it is asked for, and never with an address.</summary>
    public JsonObject User(SandboxAccount user, SandboxRequest request)
    {
        var json = Bean("known", user.Key);
        json["username"] = user.Name;
        json["displayName"] = user.DisplayName;
        if (request.QueryAll("expand").SelectMany(e => e.Split(',')).Contains("status", StringComparer.Ordinal))
        {
            json["status"] = user.Active ? "current" : "deactivated";
        }
        else
        {
            json["_expandable"] = new JsonObject { ["status"] = "" };
        }

        return json;
    }

    /// <summary>A key that content still bears though its account is gone.</summary>
    public JsonObject Unknown(string key) => Bean("unknown", key);

    public JsonObject Group(SandboxMembers group) => new()
    {
        ["type"] = "group",
        ["name"] = group.Name,
        ["_links"] = new JsonObject { ["self"] = options.Link($"/rest/api/group/{Uri.EscapeDataString(group.Name)}") },
    };

    /// <summary>A page of a list. The link to the next one counts what was asked for, also beyond the cap.</summary>
    public SandboxAnswer Page<TRow>(IReadOnlyList<TRow> all, SandboxRequest request, int otherwise, Func<TRow, JsonNode> show)
    {
        var page = SandboxPage.Cut(all, request, "start", "limit", otherwise, options.PageCap);
        var links = new JsonObject
        {
            ["self"] = options.Link(request.Target),
            ["base"] = options.Link(""),
            ["context"] = options.BaseUrl.AbsolutePath.TrimEnd('/'),
        };
        if (options.NextAfterFullPage ? page.Rows.Count == page.Limit : !page.IsLast)
        {
            var next = page.Start + (options.NextCountsAsked ? page.Asked : page.Rows.Count);
            links["next"] = $"{request.Path}?limit={page.Limit}&start={next}";
        }

        return Ok(new JsonObject
        {
            ["results"] = new JsonArray([.. page.Rows.Select(show)]),
            ["start"] = page.Start,
            ["limit"] = page.Limit,
            ["size"] = page.Rows.Count,
            ["_links"] = links,
        });
    }

    private static string Reason(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        415 => "Unsupported Media Type",
        _ => "Internal Server Error",
    };

    private JsonObject Bean(string type, string key) => new()
    {
        ["type"] = type,
        ["userKey"] = key,
        ["profilePicture"] = new JsonObject
        {
            ["path"] = "/images/icons/profilepics/default.svg",
            ["width"] = 48,
            ["height"] = 48,
            ["isDefault"] = true,
        },
        ["_links"] = new JsonObject { ["self"] = options.Link($"/rest/api/user?key={key}") },
    };
}
