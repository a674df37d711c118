using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary><c>admin/groups</c>, and who is put into groups and taken out.</summary>
internal sealed class GroupResource(BitbucketSite site, BitbucketSandboxOptions options, BitbucketAnswers answers)
{
    public SandboxAnswer Post(SandboxRequest request)
    {
        var name = request.Query("name");
        if (string.IsNullOrWhiteSpace(name) || name.Length > 255)
        {
            return answers.Invalid("The group's name is missing or too long.", "name");
        }

        return options.IsReadOnly ? answers.ReadOnly()
            : site.Groups.ContainsKey(name) ? answers.Error(409, BitbucketAnswers.Integrity, $"A group named '{name}' already exists.")
            : BitbucketAnswers.Ok(answers.Group(site.AddGroup(name)));
    }

    /// <summary>Its permissions go with it.</summary>
    public SandboxAnswer Delete(SandboxRequest request)
    {
        var name = request.Query("name");
        if (string.IsNullOrEmpty(name))
        {
            return answers.Invalid("The group's name is missing.", "name");
        }

        if (Changeable(name, out var group) is { } refusal)
        {
            return refusal;
        }

        if (LowersOwnRight(group!))
        {
            return answers.OwnRight();
        }

        site.Groups.Remove(name);
        return BitbucketAnswers.Ok(answers.Group(group!));
    }

    /// <summary><c>{"group":"g","users":["a","b"]}</c></summary>
    public SandboxAnswer AddUsers(SandboxRequest request) => request.Json() is { } body && Texts(body, "users") is { } users
        ? Add(users.Select(user => (body.Text("group"), user)))
        : answers.Invalid("A group and users are required.");

    /// <summary><c>{"user":"a","groups":["g","h"]}</c></summary>
    public SandboxAnswer AddGroups(SandboxRequest request) => request.Json() is { } body && Texts(body, "groups") is { } groups
        ? Add(groups.Select(group => ((string?)group, body.Text("user") ?? "")))
        : answers.Invalid("A user and groups are required.");

    /// <summary>One pair; <paramref name="isUserFirst"/>: the context is the user and not the group.</summary>
    public SandboxAnswer AddOne(SandboxRequest request, bool isUserFirst) =>
        Pair(request, isUserFirst) is var (group, user) ? Add([(group, user)]) : answers.Invalid("A context and an item are required.");

    public SandboxAnswer RemoveOne(SandboxRequest request, bool isUserFirst)
    {
        if (Pair(request, isUserFirst) is not var (groupName, userName))
        {
            return answers.Invalid("A context and an item are required.");
        }

        if (Member(userName, out var user) is { } unknown)
        {
            return unknown;
        }

        if (Changeable(groupName, out var group) is { } refusal)
        {
            return refusal;
        }

        if (!group!.Members.Contains(user!.Key))
        {
            return options.AbsentMemberStatus == 200
                ? BitbucketAnswers.Done
                : answers.Error(options.AbsentMemberStatus, null, "The user isn't a member of the group.");
        }

        if (user == site.Caller && LowersOwnRight(group))
        {
            return answers.OwnRight();
        }

        group.Members.Remove(user.Key);
        return BitbucketAnswers.Done;
    }

    private SandboxAnswer Add(IEnumerable<(string? Group, string User)> pairs)
    {
        var found = new List<(SiteGroup Group, SiteUser User)>();
        foreach (var (groupName, userName) in pairs)
        {
            SiteUser? user = null;
            if ((Changeable(groupName, out var group) ?? Member(userName, out user)) is { } refusal)
            {
                // Whoever stands before the one that spoils it is in or isn't: nobody knows.
                return options.IsAdditionAtomic || Join(found) is null ? refusal : answers.NoSeats();
            }

            found.Add((group!, user!));
        }

        return Join(found) ?? BitbucketAnswers.Done;
    }

    private SandboxAnswer? Join(List<(SiteGroup Group, SiteUser User)> pairs)
    {
        if (site.IsTooFull(pairs.Where(p => p.Group.Permission > SitePermission.None).Select(p => p.User)))
        {
            return answers.NoSeats();
        }

        foreach (var (group, user) in pairs)
        {
            group.Members.Add(user.Key);
        }

        return null;
    }

    private SandboxAnswer? Changeable(string? name, out SiteGroup? group)
    {
        group = null;
        return !site.Groups.TryGetValue(name ?? "", out group) ? answers.NoGroup(name)
            : group.Permission > site.RightOf(site.Caller) ? answers.HigherRank()
            : answers.IsReadOnly(group) ? answers.ReadOnly()
            : null;
    }

    private SandboxAnswer? Member(string name, out SiteUser? user)
    {
        user = site.ByName(name);
        return user is null or { IsService: true } ? answers.NoUser(name) : answers.IsReadOnly(user) ? answers.ReadOnly() : null;
    }

    private bool LowersOwnRight(SiteGroup group)
    {
        var own = site.Caller;
        var others = site.GroupsOf(own).Where(g => g != group).Select(g => g.Permission).Append(own.Permission).Max();
        return group.Members.Contains(own.Key) && others < site.RightOf(own);
    }

    private static (string Group, string User)? Pair(SandboxRequest request, bool isUserFirst) =>
        request.Json() is { } body && body.Text("context") is { } context && body.Text("itemName") is { } item
            ? isUserFirst ? (item, context) : (context, item)
            : null;

    // A name that stands there twice isn't taken.
    private static string[]? Texts(JsonObject body, string name) =>
        body[name] is JsonArray { Count: > 0 } list && list.Select(n => n?.ToString() ?? "").ToArray() is var texts
        && texts.Distinct(StringComparer.OrdinalIgnoreCase).Count() == texts.Length ? texts : null;
}
