using System.Globalization;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Bitbucket.Sandbox;

/// <summary>What a Bitbucket knows of users, groups and their global permissions.</summary>
internal sealed class BitbucketSite(BitbucketSandboxOptions options, TimeProvider time) : SandboxDirectory<SiteUser, SiteGroup>(name => new(name))
{
    private readonly Dictionary<string, SiteUser> _deleted = new(StringComparer.OrdinalIgnoreCase);
    private int _made;

    /// <summary>The account that asks.</summary>
    public SiteUser Caller => ByName(options.Username)!;

    /// <summary>Active people with any permission, through whatever; each takes a seat, whether he ever comes or not.</summary>
    public int SeatsTaken => Users.Count(IsLicensed);

    /// <summary>The accounts that exist for the node that is asked.</summary>
    public IEnumerable<SiteUser> Visible => Users.Where(u => time.GetUtcNow() - u.Made >= options.ReplicationLag);

    /// <summary>An account; one that was deleted lately comes back under its id, with all that was kept of it.</summary>
    public SiteUser Add(string name, string displayName, string? email)
    {
        var remains = Remains(name);
        _deleted.Remove(name);
        var id = remains?.Id ?? NextId();
        var user = new SiteUser(id, id.ToString(CultureInfo.InvariantCulture), name)
        {
            DisplayName = displayName,
            Email = email,
            Made = time.GetUtcNow(),
            Slug = remains?.Slug ?? FreeSlug(name, id),
            Permission = remains?.Permission ?? SitePermission.None,
        };
        user.Tokens.AddRange(remains?.Tokens ?? []);
        (user.SshKeys, user.GpgKeys) = (remains?.SshKeys ?? 0, remains?.GpgKeys ?? 0);
        return Admit(user);
    }

    public override void Rename(string name, string newName)
    {
        base.Rename(name, newName);
        var user = ByName(newName)!;
        user.Slug = FreeSlug(newName, user.Id);
    }

    public override void Remove(SiteUser account)
    {
        base.Remove(account);
        account.Deleted = time.GetUtcNow();
        _deleted[account.Name] = account;
    }

    /// <summary>What is kept of a deleted account, or null.</summary>
    public SiteUser? Remains(string name) =>
        _deleted.TryGetValue(name, out var user) && time.GetUtcNow() - user.Deleted < TimeSpan.FromDays(options.DaysKept) ? user : null;

    /// <summary>Forgets a deleted account for good.</summary>
    public bool Erase(string name) => _deleted.Remove(name);

    /// <summary>Whether an account of this name was deleted.</summary>
    public bool IsDeleted(string name) => _deleted.ContainsKey(name);

    public SiteUser? BySlug(string slug) => Visible.FirstOrDefault(u => u.Slug == slug);

    /// <summary>The highest permission of an account, its own or a group's.</summary>
    public SitePermission RightOf(SiteUser user) => GroupsOf(user).Select(g => g.Permission).Append(user.Permission).Max();

    public IEnumerable<SiteGroup> GroupsOf(SiteUser user) => Groups.Values.Where(g => g.Members.Contains(user.Key));

    public bool IsLicensed(SiteUser user) => user is { Active: true, IsService: false } && RightOf(user) > SitePermission.None;

    /// <summary>Whether letting these in takes more seats than there are.</summary>
    public bool IsTooFull(IEnumerable<SiteUser> users) =>
        options.Seats >= 0 && users.Distinct().Count(u => u.Active && !IsLicensed(u)) is > 0 and var more && SeatsTaken + more > options.Seats;

    /// <summary>Without service accounts, which belong to no directory.</summary>
    public override SandboxState Snapshot() => base.Snapshot() with
    {
        Users = [.. Users.Where(u => !u.IsService).Select(u => new SandboxUser(u.Name, u.DisplayName, u.Email, u.Active) { HasAccess = IsLicensed(u) })],
    };

    /// <summary>Ids are taken in blocks: 1, 2, 3, 52, 102 …</summary>
    private int NextId() => ++_made <= 3 ? _made : 52 + (50 * (_made - 4));

    private string FreeSlug(string name, int id)
    {
        var slug = options.HasStrangeSlugs
            ? $"u{id * 7919 % 100_003}"
            : string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        slug = slug.Length > 120 ? slug[..120] : slug;
        var free = slug;
        for (var i = 1; Users.Any(u => u.Slug == free && u.Id != id); i++)
        {
            free = $"{slug}{i}";
        }

        return free;
    }
}

internal sealed class SiteUser(int id, string key, string name) : SandboxAccount(id, key, name)
{
    public required string Slug { get; set; }

    /// <summary>What was granted to the account itself.</summary>
    public SitePermission Permission { get; set; }

    public bool IsService { get; set; }

    /// <summary>Ids of HTTP access tokens.</summary>
    public List<string> Tokens { get; } = [];

    public int SshKeys { get; set; }

    public int GpgKeys { get; set; }

    public DateTimeOffset? LastLogIn { get; set; }

    public DateTimeOffset Deleted { get; set; }
}

internal sealed class SiteGroup(string name) : SandboxMembers(name)
{
    public SitePermission Permission { get; set; }

    public bool IsReadOnly { get; set; }
}
