using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>The lists of users and groups: all of them, those of a group, those of a user; and one user by slug.</summary>
internal sealed class ListResource(BitbucketSite site, BitbucketSandboxOptions options, BitbucketAnswers answers)
{
    public SandboxAnswer Users(SandboxRequest request) => answers.Page(request, Filtered(request, site.Visible), answers.Detailed);

    /// <summary>For everybody who is logged in: less of each, and by group or permission too.</summary>
    public SandboxAnswer PlainUsers(SandboxRequest request)
    {
        var users = Filtered(request, site.Visible);
        if (request.Query("group") is { } name)
        {
            users = users.Where(u => site.Groups.TryGetValue(name, out var group) && group.Members.Contains(u.Key));
        }

        if (request.Query("permission") is { } text)
        {
            if (SitePermissions.Parse(text) is not { } permission)
            {
                return answers.Invalid("There is no such permission.", "permission");
            }

            users = users.Where(u => u.Active && site.RightOf(u) >= permission);
        }

        return answers.Page(request, users, answers.Plain);
    }

    public SandboxAnswer BySlug(SandboxRequest request) =>
        site.BySlug(request.Route["slug"]) is { } user ? BitbucketAnswers.Ok(answers.Plain(user)) : answers.NoUser(request.Route["slug"]);

    public SandboxAnswer Groups(SandboxRequest request) => answers.Page(request, Filtered(request, site.Groups.Values), answers.Group);

    public SandboxAnswer GroupNames(SandboxRequest request) =>
        answers.Page(request, Filtered(request, site.Groups.Values).Select(g => g.Name), name => name);

    /// <summary>Members, or whoever is none. An unknown group is no error.</summary>
    public SandboxAnswer OfGroup(SandboxRequest request, bool isIn)
    {
        var name = request.Query("context") ?? "";
        if (!site.Groups.TryGetValue(name, out var group))
        {
            return options.IsUnknownEmpty ? answers.Page(request, Enumerable.Empty<SiteUser>(), answers.Detailed) : answers.NoGroup(name);
        }

        return answers.Page(request, Filtered(request, site.Visible.Where(u => group.Members.Contains(u.Key) == isIn)), answers.Detailed);
    }

    /// <summary>Groups that a user is in, or isn't.</summary>
    public SandboxAnswer OfUser(SandboxRequest request, bool isIn)
    {
        var name = request.Query("context") ?? "";
        if (site.ByName(name) is not { } user)
        {
            return options.IsUnknownEmpty ? answers.Page(request, Enumerable.Empty<SiteGroup>(), answers.Group) : answers.NoUser(name);
        }

        return answers.Page(request, Filtered(request, site.Groups.Values.Where(g => g.Members.Contains(user.Key) == isIn)), answers.Group);
    }

    private static IEnumerable<SiteUser> Filtered(SandboxRequest request, IEnumerable<SiteUser> users) => request.Query("filter") is { Length: > 0 } text
        ? users.Where(u => new[] { u.Name, u.DisplayName, u.Email }.Any(t => t?.Contains(text, StringComparison.OrdinalIgnoreCase) == true))
        : users;

    private static IEnumerable<SiteGroup> Filtered(SandboxRequest request, IEnumerable<SiteGroup> groups) => request.Query("filter") is { Length: > 0 } text
        ? groups.Where(g => g.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
        : groups;
}
