using System.Net;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary><c>/rest/api/group</c>, its members, and what changes them.</summary>
internal sealed class GroupResource(ConfluenceSite site, ConfluenceSandboxOptions options, ConfluenceTexts texts, ConfluenceAnswers answers)
{
    private const int PageSize = 200;

    public SandboxAnswer List(SandboxRequest request) => answers.Page([.. site.Groups.Values], request, PageSize, answers.Group);

    public SandboxAnswer Get(SandboxRequest request) => Find(request, out var group) ?? ConfluenceAnswers.Ok(answers.Group(group!));

    public SandboxAnswer Members(SandboxRequest request) => Find(request, out var group) ?? answers.Page(
        [.. site.ByKeys(group!.Members).Where(u => u.Active || !options.HidesDeactivatedMembers)], request, PageSize, user => answers.User(user, request));

    public SandboxAnswer Post(SandboxRequest request)
    {
        if (answers.JsonBody(request, out var body) is { } refusal)
        {
            return refusal;
        }

        if (body.Text("type") != "group")
        {
            return answers.Error(400, texts.GroupTypeMissing);
        }

        var name = body.Text("name");
        if (string.IsNullOrWhiteSpace(name) || name.Length > 255 || name.Any(c => char.IsControl(c) || char.ToLowerInvariant(c) != c))
        {
            return answers.Error(400, texts.GroupNameInvalid);
        }

        if (options.IsReadOnly)
        {
            return answers.Error(options.ReadOnlyStatus, texts.ReadOnly);
        }

        return site.Groups.ContainsKey(name)
            ? answers.Error(409, texts.GroupTaken)
            : SandboxAnswer.Json((HttpStatusCode)options.GroupMadeStatus, answers.Group(site.AddGroup(name)));
    }

    public SandboxAnswer Delete(SandboxRequest request)
    {
        if (Find(request, out var group) is { } refusal)
        {
            return refusal;
        }

        if (string.Equals(group!.Name, ConfluenceSite.Administrators, StringComparison.OrdinalIgnoreCase))
        {
            return answers.Error(400, texts.LastAdministrators);
        }

        if (options.IsReadOnly)
        {
            return answers.Error(options.ReadOnlyStatus, texts.ReadOnly);
        }

        site.Groups.Remove(group.Name);
        return ConfluenceAnswers.NoContent;
    }

    public SandboxAnswer Add(SandboxRequest request) => Change(request, (group, user) => group.Members.Add(user.Key));

    public SandboxAnswer Remove(SandboxRequest request) => Change(request, (group, user) => group.Members.Remove(user.Key));

    /// <summary>"Already a member" and "no member" are no errors.</summary>
    private SandboxAnswer Change(SandboxRequest request, Action<SandboxMembers, SandboxAccount> change)
    {
        var user = site.ByName(request.Route["username"]);
        var missing = Find(request, out var group);
        if (user is null || missing is not null)
        {
            return options.UnknownMemberStatus == 204
                ? ConfluenceAnswers.NoContent
                : answers.Error(options.UnknownMemberStatus, user is null ? texts.NoUserNamed(request.Route["username"]) : texts.NoGroup(request.Route["groupName"]));
        }

        if (options.IsReadOnly)
        {
            return answers.Error(options.ReadOnlyStatus, texts.ReadOnly);
        }

        change(group!, user);
        return ConfluenceAnswers.NoContent;
    }

    private SandboxAnswer? Find(SandboxRequest request, out SandboxMembers? group) =>
        site.Groups.TryGetValue(request.Route["groupName"], out group) ? null : answers.Error(404, texts.NoGroup(request.Route["groupName"]));
}
