using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary><c>/rest/api/user</c> and the mobile app's profiles: what is read of users.</summary>
internal sealed class UserResource(ConfluenceSite site, ConfluenceSandboxOptions options, ConfluenceTexts texts, ConfluenceAnswers answers, TimeProvider time)
{
    private const int ListPage = 100;
    private const int GroupPage = 200;

    public SandboxAnswer Get(SandboxRequest request)
    {
        if (request.Query("key") is { } key && options.ShowsUnknownUsers && site.IsDeleted(key))
        {
            return answers.Single(answers.Unknown(key));
        }

        return Find(request, out var user) ?? answers.Single(answers.User(user!, request));
    }

    /// <summary>Everybody, deactivated or not.</summary>
    public SandboxAnswer List(SandboxRequest request) => answers.Page([.. site.Users], request, ListPage, user => answers.User(user, request));

    public SandboxAnswer Groups(SandboxRequest request) => Find(request, out var user)
        ?? answers.Page([.. site.Groups.Values.Where(g => g.Members.Contains(user!.Key))], request, GroupPage, answers.Group);

    public SandboxAnswer Profile(SandboxRequest request)
    {
        if (site.ByName(request.Route["username"]) is not { } user)
        {
            return answers.Error(404, texts.NoUserNamed(request.Route["username"]));
        }

        var json = new JsonObject
        {
            ["userName"] = user.Name,
            ["fullName"] = user.DisplayName,
            ["url"] = $"/display/~{user.Name}",
            ["avatarUrl"] = "/images/icons/profilepics/default.svg",
            ["anonymous"] = false,
            ["unknownUser"] = false,
        };
        if (options.ShowsEmail)
        {
            json["email"] = user.Email;
        }

        return ConfluenceAnswers.Ok(json);
    }

    private SandboxAnswer? Find(SandboxRequest request, out SandboxAccount? user)
    {
        var (name, key) = (request.Query("username"), request.Query("key"));
        user = name is not null ? site.ByName(name) : key is not null ? site.ByKey(key) : null;
        if (name is null && key is null)
        {
            return answers.Error(400, texts.NameOrKey);
        }

        return user is not null && time.GetUtcNow() - user.Made >= options.ReplicationLag
            ? null
            : answers.Error(404, name is not null ? texts.NoUserNamed(name) : texts.NoUserWithKey(key!));
    }
}
