using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary><c>/rest/api/2/group</c>, its members, and the group picker.</summary>
internal sealed class GroupResource(JiraSite site, JiraSandboxOptions options, JiraRelease release, JiraTexts texts, JiraAnswers answers)
{
    private const int MemberPage = 50;
    private const int PickerDefault = 20;

    public SandboxAnswer Post(SandboxRequest request)
    {
        if (UserResource.JsonBody(request, out var body) is { } refusal)
        {
            return refusal;
        }

        var name = body.Text("name")?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return JiraAnswers.Error(400, texts.GroupNameMissing);
        }

        if (options.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyCreate);
        }

        if (name.Length > 255)
        {
            return JiraAnswers.Error(400, texts.TooLong);
        }

        if (site.Groups.ContainsKey(name))
        {
            return release.HasGroupNameField ? JiraAnswers.FieldError("groupName", texts.GroupTaken) : JiraAnswers.Error(400, texts.GroupTaken);
        }

        return JiraAnswers.Created(answers.Group(site.AddGroup(name)));
    }

    /// <summary>Up to 9.x: active members only.</summary>
    public SandboxAnswer Get(SandboxRequest request)
    {
        if (!release.HasGetGroup)
        {
            return JiraAnswers.Framework(405, "Method Not Allowed");
        }

        return Find(request, out var group) ?? JiraAnswers.Ok(answers.Group(group!));
    }

    public SandboxAnswer Delete(SandboxRequest request)
    {
        if (Find(request, out var group, release.UnknownGroupOnDelete) is { } refusal)
        {
            return refusal;
        }

        if (group!.IsAdministration)
        {
            return JiraAnswers.Error(400, texts.LastAdministrator);
        }

        if (options.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyUpdate);
        }

        site.Groups.Remove(group.Name);
        return SandboxAnswer.Empty(HttpStatusCode.OK);
    }

    /// <summary>Members of nested groups are among them, unmarked.</summary>
    public SandboxAnswer Members(SandboxRequest request)
    {
        if (Find(request, out var group) is { } refusal)
        {
            return refusal;
        }

        var inactive = request.Flag("includeInactiveUsers", false);
        var page = SandboxPage.Cut([.. site.Members(group!).Where(u => u.Active || inactive)], request, "startAt", "maxResults", MemberPage, MemberPage);
        var body = new JsonObject { ["self"] = Page(page.Start) };
        if (!page.IsLast)
        {
            body["nextPage"] = Page(page.Start + page.Rows.Count);
        }

        body["maxResults"] = page.Limit;
        body["startAt"] = page.Start;
        body["total"] = page.Total;
        body["isLast"] = page.IsLast;
        body["values"] = new JsonArray([.. page.Rows.Select(answers.Short)]);
        return JiraAnswers.Ok(body);

        string Page(int at) => answers.Link(
            $"group/member?groupname={Uri.EscapeDataString(group!.Name)}&includeInactiveUsers={(inactive ? "true" : "false")}&startAt={at}&maxResults={page.Limit}");
    }

    public SandboxAnswer AddMember(SandboxRequest request)
    {
        if (UserResource.JsonBody(request, out var body) is { } wrong)
        {
            return wrong;
        }

        if (Find(request, out var group) is { } refusal)
        {
            return refusal;
        }

        var name = body.Text("name");
        if (site.ByName(name ?? "") is not { } user)
        {
            return JiraAnswers.Error(404, texts.NoSuchMember(name ?? ""));
        }

        if (group!.Members.Contains(user.Key))
        {
            return JiraAnswers.Error(400, texts.AlreadyMember(user.Name, group.Name));
        }

        if (options.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyUpdate);
        }

        // Whether REST refuses here is not proven; the harsher reading.
        if (user.Active && site.Roles.Exists(r => r.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase) && site.IsFull(r) && !site.RolesOf(user).Contains(r)))
        {
            return JiraAnswers.Error(400, texts.NoSeats);
        }

        group.Members.Add(user.Key);
        return JiraAnswers.Created(answers.Group(group));
    }

    public SandboxAnswer RemoveMember(SandboxRequest request)
    {
        if (Find(request, out var group) is { } refusal)
        {
            return refusal;
        }

        var name = request.Query("username");
        if (string.IsNullOrEmpty(name))
        {
            return JiraAnswers.Error(400, texts.OneOfNameAndKey);
        }

        if (site.ByName(name) is not { } user)
        {
            return JiraAnswers.Error(404, texts.NoUserNamed(name));
        }

        if (!group!.Members.Contains(user.Key))
        {
            return JiraAnswers.Error(400, texts.NotMember(user.Name, group.Name));
        }

        if (options.IsReadOnly)
        {
            return JiraAnswers.Error(options.ReadOnlyStatus, texts.ReadOnlyUpdate);
        }

        if (group.IsAdministration && string.Equals(user.Name, options.Username, StringComparison.OrdinalIgnoreCase))
        {
            return JiraAnswers.Error(400, texts.LastAdministrator);
        }

        group.Members.Remove(user.Key);
        return SandboxAnswer.Empty(HttpStatusCode.OK);
    }

    /// <summary>Always 200; no pages; whoever may not browse sees nothing.</summary>
    public SandboxAnswer Pick(SandboxRequest request, bool mayBrowse)
    {
        var query = request.Query("query") ?? "";
        var count = request.Number("maxResults", PickerDefault);
        var excluded = request.QueryAll("exclude").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = mayBrowse
            ? site.Groups.Values.Where(g => g.Name.Contains(query, StringComparison.OrdinalIgnoreCase) && !excluded.Contains(g.Name)).ToList()
            : [];
        var shown = found.Take(count > 0 ? count : PickerDefault).ToList();
        return JiraAnswers.Ok(new JsonObject
        {
            ["header"] = texts.Showing(shown.Count, found.Count),
            ["total"] = found.Count,
            ["groups"] = new JsonArray([.. shown.Select(g => new JsonObject
            {
                ["name"] = g.Name,
                ["html"] = Marked(g.Name, query),
                ["labels"] = g.IsAdministration
                    ? new JsonArray(new JsonObject { ["text"] = "Admin", ["title"] = texts.AdministratorsOnly, ["type"] = "ADMIN" })
                    : [],
            })]),
        });
    }

    // The parameter is "groupname"; "groupName" is another one, and unknown.
    private SandboxAnswer? Find(SandboxRequest request, out SiteGroup? group, int unknown = 404)
    {
        var name = request.Query("groupname")?.Trim();
        group = null;
        if (string.IsNullOrEmpty(name))
        {
            return JiraAnswers.Error(400, texts.GroupNameMissing);
        }

        return site.Groups.TryGetValue(name, out group) ? null : JiraAnswers.Error(unknown, texts.NoGroup(name));
    }

    private static string Marked(string name, string query)
    {
        var at = query.Length == 0 ? -1 : name.IndexOf(query, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? HtmlEncoder.Default.Encode(name)
            : $"{HtmlEncoder.Default.Encode(name[..at])}<b>{HtmlEncoder.Default.Encode(name[at..(at + query.Length)])}</b>{HtmlEncoder.Default.Encode(name[(at + query.Length)..])}";
    }
}
