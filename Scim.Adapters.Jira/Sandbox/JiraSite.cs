using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Jira.Sandbox;

/// <summary>What a Jira knows of users and groups.</summary>
internal sealed class JiraSite(JiraRelease release, TimeProvider time) : SandboxDirectory<SiteUser, SiteGroup>(name => new(name))
{
    private readonly Dictionary<string, string> _oldKeys = new(StringComparer.OrdinalIgnoreCase);
    private int _next = 10000;

    public List<SiteRole> Roles { get; } = [];

    public SiteUser Add(string name, string displayName, string? email, bool active = true)
    {
        // Created again after deletion, a name gets its old key back.
        var id = _next++;
        if (!_oldKeys.TryGetValue(name, out var key))
        {
            key = release.HasNumberedKeys ? $"JIRAUSER{id}" : name.ToLowerInvariant();
        }

        // A key of before 8.4 may already belong to somebody who was renamed since.
        key = ByKey(key) is null ? key : $"ID{id}";
        return Admit(new(id, key, name) { DisplayName = displayName, Email = email, Active = active, Made = time.GetUtcNow() });
    }

    public override void Remove(SiteUser account)
    {
        _oldKeys[account.Name] = account.Key;
        base.Remove(account);
    }

    /// <summary>The group's members, those of groups nested in it too, by login name.</summary>
    public IReadOnlyList<SiteUser> Members(SiteGroup group) => ByKeys(Keys([group]));

    /// <summary>How many of the group's members are active.</summary>
    public int CountActive(SiteGroup group) => (group.Children.Count == 0 ? group.Members : Keys([group])).Count(IsActive);

    /// <summary>The groups that the user is in, directly or through a nested one, by name.</summary>
    public List<SiteGroup> GroupsOf(SiteUser user) => [.. Groups.Values.Where(g => Nested(g).Any(n => n.Members.Contains(user.Key)))];

    /// <summary>The applications that the user has access to.</summary>
    public List<SiteRole> RolesOf(SiteUser user) =>
        Roles.FindAll(r => Granting(r).SelectMany(Nested).Any(g => g.Members.Contains(user.Key)));

    /// <summary>Active users with access to the application; each takes a seat.</summary>
    public int Taken(SiteRole role) => Keys(Granting(role)).Count(IsActive);

    public bool IsFull(SiteRole role) => role.Seats >= 0 && Taken(role) >= role.Seats;

    private bool IsActive(string key) => ByKey(key)!.Active;

    private IEnumerable<SiteGroup> Granting(SiteRole role) => role.Groups.Where(Groups.ContainsKey).Select(g => Groups[g]);

    private HashSet<string> Keys(IEnumerable<SiteGroup> groups) => [.. groups.SelectMany(Nested).SelectMany(g => g.Members)];

    private HashSet<SiteGroup> Nested(SiteGroup group)
    {
        var found = new HashSet<SiteGroup>();
        var open = new Queue<SiteGroup>([group]);
        while (open.TryDequeue(out var next))
        {
            if (found.Add(next))
            {
                foreach (var child in next.Children.Where(Groups.ContainsKey))
                {
                    open.Enqueue(Groups[child]);
                }
            }
        }

        return found;
    }
}

internal sealed class SiteUser(int id, string key, string name) : SandboxAccount(id, key, name)
{
    public bool IsLead { get; set; }

    public int Comments { get; set; }

    public int Assigned { get; set; }
}

internal sealed class SiteGroup(string name) : SandboxMembers(name)
{
    public HashSet<string> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsAdministration { get; set; }
}

internal sealed record SiteRole(string Key, string Name, string[] Groups, string[] DefaultGroups, int Seats);
