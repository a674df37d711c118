using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary><c>admin/permissions</c>: what is granted in Bitbucket as a whole, to users and to groups.</summary>
internal sealed class PermissionResource(BitbucketSite site, BitbucketSandboxOptions options, BitbucketAnswers answers)
{
    public SandboxAnswer OfUsers(SandboxRequest request) => answers.Page(
        request,
        Named(request, site.Visible, u => u.Name).Where(u => u.Permission > SitePermission.None),
        u => new JsonObject { ["user"] = answers.Plain(u), ["permission"] = u.Permission.Name() });

    /// <summary>Those that nothing was granted to.</summary>
    public SandboxAnswer OfNoUsers(SandboxRequest request) =>
        answers.Page(request, Named(request, site.Visible, u => u.Name).Where(u => u.Permission == SitePermission.None), answers.Plain);

    public SandboxAnswer OfGroups(SandboxRequest request) => answers.Page(
        request,
        Named(request, site.Groups.Values, g => g.Name).Where(g => g.Permission > SitePermission.None),
        g => new JsonObject { ["group"] = new JsonObject { ["name"] = g.Name }, ["permission"] = g.Permission.Name() });

    public SandboxAnswer GrantToUsers(SandboxRequest request)
    {
        if (SitePermissions.Parse(request.Query("permission")) is not { } permission)
        {
            return answers.Invalid("There is no such permission.", "permission");
        }

        if (permission > site.RightOf(site.Caller))
        {
            return answers.NotPermitted();
        }

        var users = request.QueryAll("name").Select(site.ByName).ToList();
        if (users.Count == 0 || users.Contains(null))
        {
            return users.Count == 0 ? answers.Invalid("A name is required.", "name") : answers.NoUser(request.Query("name"));
        }

        if (users.Find(u => Refusal(u!, permission) is not null) is { } refused)
        {
            return Refusal(refused, permission)!;
        }

        if (site.IsTooFull(users.OfType<SiteUser>()))
        {
            return answers.NoSeats();
        }

        users.ForEach(u => u!.Permission = permission);
        return BitbucketAnswers.NoContent;
    }

    public SandboxAnswer TakeFromUser(SandboxRequest request)
    {
        var name = request.Query("name");
        if (site.ByName(name ?? "") is not { } user)
        {
            return answers.NoUser(name);
        }

        if (user.Permission == SitePermission.None && options.AbsentPermissionStatus != 204)
        {
            return answers.Error(options.AbsentPermissionStatus, null, "Nothing was granted to the user.");
        }

        if (Refusal(user, SitePermission.None) is { } refusal)
        {
            return refusal;
        }

        user.Permission = SitePermission.None;
        return BitbucketAnswers.NoContent;
    }

    private SandboxAnswer? Refusal(SiteUser user, SitePermission permission)
    {
        var through = site.GroupsOf(user).Select(g => g.Permission).Append(permission).Max();
        return user == site.Caller && through < site.RightOf(user) ? answers.OwnRight()
            : site.RightOf(user) > site.RightOf(site.Caller)
                ? answers.Error(409, BitbucketAnswers.Integrity, "The user has a higher permission than you.")
                : null;
    }

    private static IEnumerable<T> Named<T>(SandboxRequest request, IEnumerable<T> rows, Func<T, string> name) =>
        request.Query("filter") is { Length: > 0 } text ? rows.Where(r => name(r).Contains(text, StringComparison.OrdinalIgnoreCase)) : rows;
}
