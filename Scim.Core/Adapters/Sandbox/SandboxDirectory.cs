namespace Scim.Core.Adapters.Sandbox;

/// <summary>The accounts and groups of a product, as an administrator at the product's own pages changes them.</summary>
public abstract class SandboxDirectory
{
    /// <summary>What it holds, for people and tests.</summary>
    public abstract SandboxState Snapshot();

    /// <summary>Gives an account another login name.</summary>
    public abstract void Rename(string name, string newName);

    /// <summary>Deletes an account, and takes it out of its groups.</summary>
    public abstract void Remove(string name);

    /// <summary>Makes a group with these members.</summary>
    public abstract void AddGroup(string name, IEnumerable<string> members);

    /// <summary>Deletes a group.</summary>
    public abstract void RemoveGroup(string name);
}

/// <summary>A directory whose accounts and groups know what just this product knows of them.</summary>
/// <param name="make">A group of this product.</param>
public class SandboxDirectory<TAccount, TGroup>(Func<string, TGroup> make) : SandboxDirectory
    where TAccount : SandboxAccount
    where TGroup : SandboxMembers
{
    private readonly SortedDictionary<int, TAccount> _accounts = [];
    private readonly Dictionary<string, TAccount> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TAccount> _byKey = new(StringComparer.Ordinal);

    /// <summary>All accounts, in the order in which they were made.</summary>
    public IReadOnlyCollection<TAccount> Users => _accounts.Values;

    /// <summary>All groups, by name.</summary>
    public SortedDictionary<string, TGroup> Groups { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The account with this login name, ignoring case, or null.</summary>
    public TAccount? ByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The account with just this key, or null.</summary>
    public TAccount? ByKey(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Takes an account in.</summary>
    public TAccount Admit(TAccount account)
    {
        _accounts.Add(account.Id, account);
        _byName.Add(account.Name, account);
        _byKey.Add(account.Key, account);
        return account;
    }

    /// <summary>Gives an account another login name.</summary>
    public void Rename(TAccount account, string name)
    {
        _byName.Remove(account.Name);
        account.Name = name;
        _byName.Add(name, account);
    }

    /// <summary>Deletes an account, and takes it out of its groups.</summary>
    public virtual void Remove(TAccount account)
    {
        _accounts.Remove(account.Id);
        _byName.Remove(account.Name);
        _byKey.Remove(account.Key);
        foreach (var group in Groups.Values)
        {
            group.Members.Remove(account.Key);
        }
    }

    /// <summary>Makes an empty group.</summary>
    public TGroup AddGroup(string name)
    {
        var group = make(name);
        Groups.Add(name, group);
        return group;
    }

    /// <summary>The accounts with these keys, by login name.</summary>
    public IReadOnlyList<TAccount> ByKeys(IEnumerable<string> keys) => [.. keys.Select(k => _byKey[k]).OrderBy(u => u.Name, StringComparer.OrdinalIgnoreCase)];

    public override SandboxState Snapshot() => new(
        [.. Users.Select(u => new SandboxUser(u.Name, u.DisplayName, u.Email, u.Active))],
        [.. Groups.Values.Select(g => new SandboxGroup(g.Name, [.. ByKeys(g.Members).Select(u => u.Name)]))]);

    public override void Rename(string name, string newName) => Rename(Known(name), newName);

    public override void Remove(string name) => Remove(Known(name));

    public override void AddGroup(string name, IEnumerable<string> members) => AddGroup(name).Members.UnionWith(members.Select(m => Known(m).Key));

    public override void RemoveGroup(string name) => Groups.Remove(name);

    private TAccount Known(string name) => ByName(name) ?? throw new ArgumentException($"There is no account '{name}'.", nameof(name));
}

/// <summary>An account in a directory.</summary>
public class SandboxAccount(int id, string key, string name)
{
    /// <summary>Its place in the order in which accounts were made.</summary>
    public int Id { get; } = id;

    /// <summary>The product's lasting identity.</summary>
    public string Key { get; } = key;

    public string Name { get; set; } = name;

    public required string DisplayName { get; set; }

    public string? Email { get; set; }

    public bool Active { get; set; } = true;

    public DateTimeOffset Made { get; init; }

    /// <summary>Whether it lives in an external directory that the product can't write to.</summary>
    public bool IsReadOnly { get; set; }
}

/// <summary>A group in a directory.</summary>
public class SandboxMembers(string name)
{
    public string Name { get; } = name;

    /// <summary>Keys of direct members.</summary>
    public ISet<string> Members { get; } = new HashSet<string>(StringComparer.Ordinal);
}
