namespace Scim.Adapters.Jira.Sandbox;

/// <summary>What a Jira knows of users and groups.</summary>
internal sealed class JiraSite(JiraRelease release, TimeProvider time)
{
    private readonly Dictionary<string, string> _oldKeys = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<int, SiteUser> _users = [];
    private readonly Dictionary<string, SiteUser> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SiteUser> _byKey = new(StringComparer.Ordinal);
    private int _next = 10000;

    public IReadOnlyCollection<SiteUser> Users => _users.Values;

    public SortedDictionary<string, SiteGroup> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<SiteRole> Roles { get; } = [];

    public SiteUser? ByName(string name) => _byName.GetValueOrDefault(name);

    public SiteUser? ByKey(string key) => _byKey.GetValueOrDefault(key);

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
        var user = new SiteUser(id, key, name) { DisplayName = displayName, Email = email, Active = active, Made = time.GetUtcNow() };
        _users.Add(id, user);
        _byName.Add(name, user);
        _byKey.Add(key, user);
        return user;
    }

    public void Rename(SiteUser user, string name)
    {
        _byName.Remove(user.Name);
        user.Name = name;
        _byName.Add(name, user);
    }

    public void Remove(SiteUser user)
    {
        _oldKeys[user.Name] = user.Key;
        _users.Remove(user.Id);
        _byName.Remove(user.Name);
        _byKey.Remove(user.Key);
        foreach (var group in Groups.Values)
        {
            group.Members.Remove(user.Key);
        }
    }

    public SiteGroup AddGroup(string name)
    {
        var group = new SiteGroup(name);
        Groups.Add(name, group);
        return group;
    }

    /// <summary>The group's members, those of groups nested in it too, by login name.</summary>
    public List<SiteUser> Members(SiteGroup group) =>
        [.. Keys([group]).Select(k => _byKey[k]).OrderBy(u => u.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>How many of the group's members are active.</summary>
    public int CountActive(SiteGroup group) => group.Children.Count == 0
        ? group.Members.Count(k => _byKey[k].Active)
        : Keys([group]).Count(k => _byKey[k].Active);

    /// <summary>The groups that the user is in, directly or through a nested one, by name.</summary>
    public List<SiteGroup> GroupsOf(SiteUser user) => [.. Groups.Values.Where(g => Nested(g).Any(n => n.Members.Contains(user.Key)))];

    /// <summary>The applications that the user has access to.</summary>
    public List<SiteRole> RolesOf(SiteUser user) =>
        Roles.FindAll(r => Granting(r).SelectMany(Nested).Any(g => g.Members.Contains(user.Key)));

    /// <summary>Active users with access to the application; each takes a seat.</summary>
    public int Taken(SiteRole role) => Keys(Granting(role)).Count(k => _byKey[k].Active);

    public bool IsFull(SiteRole role) => role.Seats >= 0 && Taken(role) >= role.Seats;

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

internal sealed class SiteUser(int id, string key, string name)
{
    public int Id { get; } = id;

    public string Key { get; } = key;

    public string Name { get; set; } = name;

    public required string DisplayName { get; set; }

    public string? Email { get; set; }

    public bool Active { get; set; } = true;

    public DateTimeOffset Made { get; init; }

    public bool IsReadOnly { get; set; }

    public bool IsLead { get; set; }

    public int Comments { get; set; }

    public int Assigned { get; set; }
}

internal sealed class SiteGroup(string name)
{
    public string Name { get; } = name;

    /// <summary>Keys of direct members.</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Children { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsAdministration { get; init; }
}

internal sealed record SiteRole(string Key, string Name, string[] Groups, string[] DefaultGroups, int Seats);
