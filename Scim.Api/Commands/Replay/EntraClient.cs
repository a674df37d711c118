using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Api.Commands.Replay;

/// <summary>
/// Sends what Entra's provisioning service sends, byte for byte as far as it is known: capitalised operations, Booleans as strings,
/// members removed by a list of values. Source: docs/entra-id.md.
/// </summary>
internal sealed class EntraClient(HttpClient http, string scimUrl, string token)
{
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <summary>The phase that requests and mismatches are counted for.</summary>
    public ReplayPhase Phase { get; set; } = new("");

    /// <summary>The probe before anything else: a random name that nobody has.</summary>
    public async Task ProbeAsync(string resources, string attribute, CancellationToken ct)
    {
        var excluded = resources == "Groups" ? "excludedAttributes=members&" : "";
        var list = await SendAsync(HttpMethod.Get, $"{resources}?{excluded}filter={attribute}+eq+%22{Guid.NewGuid()}%22", null, 200, ct);
        Check((int?)list?["totalResults"] == 0, $"A probe of {attribute} should find nothing.");
    }

    /// <summary>The id of the one resource that matches, or null.</summary>
    public async Task<string?> MatchAsync(string resources, string attribute, string value, CancellationToken ct)
    {
        var excluded = resources == "Groups" ? "excludedAttributes=members&" : "";
        var literal = Uri.EscapeDataString($"\"{value}\"");
        var list = await SendAsync(HttpMethod.Get, $"{resources}?{excluded}filter={attribute}+eq+{literal}", null, 200, ct);
        Check((int?)list?["totalResults"] <= 1, $"{attribute} '{value}' should match one resource at most.");
        return (string?)list?["Resources"]?.AsArray().FirstOrDefault()?["id"];
    }

    public async Task CreateUserAsync(DirectoryUser user, CancellationToken ct)
    {
        var created = await SendAsync(HttpMethod.Post, "Users", UserBody(user), 201, ct);
        user.ScimId = (string?)created?["id"];
        Check(!string.IsNullOrEmpty(user.ScimId), $"The creation of '{user.UserName}' should answer an id.");
        Check((string?)created?["userName"] == user.UserName, $"The creation of '{user.UserName}' should answer its userName.");
    }

    public async Task CreateGroupAsync(DirectoryGroup group, CancellationToken ct)
    {
        var created = await SendAsync(HttpMethod.Post, "Groups", GroupBody(group), 201, ct);
        group.ScimId = (string?)created?["id"];
        Check(!string.IsNullOrEmpty(group.ScimId), $"The creation of group '{group.DisplayName}' should answer an id.");
    }

    /// <summary>GET of a resource that Entra knows, before it decides what to change.</summary>
    public Task<JsonNode?> ReadAsync(string resources, string id, CancellationToken ct) =>
        SendAsync(HttpMethod.Get, resources == "Groups" ? $"Groups/{id}?excludedAttributes=members" : $"{resources}/{id}", null, 200, ct);

    public Task<JsonNode?> PatchUserAsync(DirectoryUser user, CancellationToken ct, params JsonObject[] operations) =>
        SendAsync(HttpMethod.Patch, $"Users/{user.ScimId}", PatchBody(operations), 200, ct);

    public Task<JsonNode?> PatchGroupAsync(DirectoryGroup group, CancellationToken ct, params JsonObject[] operations) =>
        SendAsync(HttpMethod.Patch, $"Groups/{group.ScimId}", PatchBody(operations), 204, ct);

    public Task<JsonNode?> DeleteAsync(string resources, string id, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, $"{resources}/{id}", null, 204, ct);

    public Task<JsonNode?> ListAsync(string resources, int startIndex, int count, CancellationToken ct) =>
        SendAsync(HttpMethod.Get, $"{resources}?startIndex={startIndex}&count={count}", null, 200, ct);

    /// <summary>An operation with a path, in Entra's default dialect.</summary>
    public static JsonObject Operation(string op, string path, JsonNode value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };

    public static JsonObject Members(string op, IEnumerable<DirectoryUser> users) => Operation(
        op, "members", new JsonArray([.. users.Select(u => new JsonObject { ["$ref"] = null, ["value"] = u.ScimId })]));

    public static string Department => $"{Enterprise}:department";

    public static string Manager => $"{Enterprise}:manager";

    public void Check(bool isAsExpected, string sentence)
    {
        if (!isAsExpected)
        {
            Phase.Mismatches.Add(sentence);
        }
    }

    private static JsonObject UserBody(DirectoryUser user) => new()
    {
        ["schemas"] = new JsonArray(User, Enterprise),
        ["externalId"] = user.MailNickname,
        ["userName"] = user.UserName,
        ["active"] = user.Active,
        ["displayName"] = user.DisplayName,
        ["emails"] = new JsonArray(new JsonObject { ["primary"] = true, ["type"] = "work", ["value"] = user.Mail }),
        ["meta"] = new JsonObject { ["resourceType"] = "User" },
        ["name"] = new JsonObject { ["formatted"] = user.DisplayName, ["familyName"] = user.FamilyName, ["givenName"] = user.GivenName },
        ["roles"] = new JsonArray(),
        ["title"] = null,
        [Enterprise] = new JsonObject { ["department"] = user.Department },
    };

    private static JsonObject GroupBody(DirectoryGroup group) => new()
    {
        ["schemas"] = new JsonArray(Group, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"),
        ["externalId"] = group.ObjectId,
        ["displayName"] = group.DisplayName,
        ["meta"] = new JsonObject { ["resourceType"] = "Group" },
    };

    private static JsonObject PatchBody(JsonObject[] operations) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
        ["Operations"] = new JsonArray([.. operations]),
    };

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, int expected, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"{scimUrl}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/scim+json");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/scim+json");
        }

        Phase.Requests++;
        using var response = await http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        if ((int)response.StatusCode != expected)
        {
            Phase.Mismatches.Add($"{method} {path}: expected {expected}, got {(int)response.StatusCode}: {text}");
            return null;
        }

        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            Phase.Mismatches.Add($"{method} {path}: the answer is no JSON: {e.Message}");
            return null;
        }
    }
}
