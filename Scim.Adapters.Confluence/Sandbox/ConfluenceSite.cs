using Scim.Core.Adapters.Sandbox;

namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>What a Confluence knows of users and groups.</summary>
internal sealed class ConfluenceSite(ConfluenceSandboxOptions options, TimeProvider time) : SandboxDirectory<SandboxAccount, SandboxMembers>(name => new(name))
{
    public const string Administrators = "confluence-administrators";
    public const string Licensed = "confluence-users";

    private readonly Dictionary<string, SiteTask> _tasks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private int _next = 1;

    /// <summary>Whether there is a group beside the usual one that grants administration; for sites that made their own.</summary>
    public string? OtherAdministrators { get; set; }

    /// <summary>Active accounts that a group lets in; each takes a seat.</summary>
    public int Taken => Users.Count(u => u.Active && (Groups.GetValueOrDefault(Licensed)?.Members.Contains(u.Key) == true
        || Groups.GetValueOrDefault(Administrators)?.Members.Contains(u.Key) == true));

    public bool IsFull => options.Seats >= 0 && Taken >= options.Seats;

    public SandboxAccount Add(string name, string displayName, string email, bool active = true)
    {
        var id = _next++;
        return Admit(new(id, $"40281082950c5fe9{id:x16}", name) { DisplayName = displayName, Email = email, Active = active, Made = time.GetUtcNow() });
    }

    public bool IsDeleted(string key) => _deleted.Contains(key);

    public override void Remove(SandboxAccount account)
    {
        _deleted.Add(account.Key);
        base.Remove(account);
    }

    /// <summary>Begins to delete an account; one that is under way already is the same task.</summary>
    public SiteTask Delete(SandboxAccount account)
    {
        var task = _tasks.Values.FirstOrDefault(t => t.Account == account && !t.IsDone)
            ?? new SiteTask($"task-{_tasks.Count + 1}", account, time.GetUtcNow() + options.DeletionTakes);
        _tasks[task.Id] = task;
        FinishDeletions();
        return task;
    }

    public SiteTask? Task(string id) => _tasks.GetValueOrDefault(id);

    /// <summary>Deletes whom it is time for.</summary>
    public void FinishDeletions()
    {
        foreach (var task in _tasks.Values.Where(t => !t.IsDone && t.Due <= time.GetUtcNow()))
        {
            task.IsDone = true;
            task.IsSuccessful = !options.DeletionsFail;
            if (task.IsSuccessful && ByKey(task.Account.Key) is { } account)
            {
                Remove(account);
            }
        }
    }

    public override SandboxState Snapshot()
    {
        FinishDeletions();
        return base.Snapshot();
    }
}

internal sealed record SiteTask(string Id, SandboxAccount Account, DateTimeOffset Due)
{
    public bool IsDone { get; set; }

    public bool IsSuccessful { get; set; }
}
