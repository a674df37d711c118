using System.Diagnostics;
using System.Text.Json.Nodes;
using Scim.Core.Adapters;

namespace Scim.Api.Commands.Replay;

/// <summary>
/// Plays what Entra does in the first days of an enterprise application, over real HTTP: Test Connection, the first cycle, an
/// incremental cycle, Provision on Demand; then compares what SCIM answers and what the product holds with what the directory says.
/// </summary>
internal sealed class EntraReplay(ReplayTarget target, EntraClient client)
{
    /// <summary>Members in one PATCH; Entra's number isn't documented, and any must do.</summary>
    private const int MembersPerPatch = 20;

    private readonly EntraDirectory _directory = new();

    public IReadOnlyList<(string Name, Func<CancellationToken, Task> Play)> Phases =>
    [
        ("Test Connection", TestConnectionAsync),
        ("First cycle: users", FirstUsersAsync),
        ("First cycle: groups", FirstGroupsAsync),
        ("First cycle: managers and members", FirstReferencesAsync),
        ("Incremental cycle: users", ChangedUsersAsync),
        ("Incremental cycle: groups", ChangedGroupsAsync),
        ("Provision on demand", OnDemandAsync),
        ("Nothing changed", UnchangedAsync),
        ("What SCIM and the product hold", CompareAsync),
    ];

    /// <summary>What came of the comparison; filled by the last phase.</summary>
    public ReplayComparison Comparison { get; } = new();

    /// <summary>Plays one phase and tells what it took.</summary>
    public async Task<ReplayPhase> PlayAsync(string name, Func<CancellationToken, Task> play, CancellationToken ct)
    {
        var phase = new ReplayPhase(name);
        client.Phase = phase;
        target.Sandbox.ForgetCalls();
        var started = Stopwatch.GetTimestamp();
        await play(ct);
        phase.Elapsed = Stopwatch.GetElapsedTime(started);
        phase.ProductCalls = target.Sandbox.CallCount;
        return phase;
    }

    /// <summary>Accounts and a group that the product had before the gateway came: Entra must find them, not double them.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        foreach (var user in _directory.Users.Take(5))
        {
            await target.Adapter.Users.CreateAsync(new NewProductUser(Fitted(user.UserName, Product.UserNames), $"{user.DisplayName} (old)", user.Mail), ct);
        }

        await target.Adapter.Groups.CreateAsync(Fitted(_directory.Groups[1].ProductName, Product.GroupNames), ct);
    }

    private static string Fitted(string name, NameRules rules) => rules.TryFit(name, out var fitted, out _) ? fitted : name;

    private ProductDescriptor Product => target.Adapter.Descriptor;

    private async Task TestConnectionAsync(CancellationToken ct)
    {
        await client.ProbeAsync("Users", "userName", ct);
        await client.ProbeAsync("Users", "externalId", ct);
        await client.ProbeAsync("Groups", "displayName", ct);
    }

    private async Task FirstUsersAsync(CancellationToken ct)
    {
        foreach (var user in _directory.Users)
        {
            await ProvisionAsync(user, ct);
        }
    }

    private async Task ProvisionAsync(DirectoryUser user, CancellationToken ct)
    {
        user.ScimId = await client.MatchAsync("Users", "userName", user.UserName, ct);
        if (user.ScimId is null)
        {
            await client.CreateUserAsync(user, ct);
            return;
        }

        var found = await client.ReadAsync("Users", user.ScimId, ct);
        JsonObject[] differences =
        [
            EntraClient.Operation("Add", "externalId", user.MailNickname),
            EntraClient.Operation("Replace", "displayName", user.DisplayName),
            EntraClient.Operation("Add", "name.givenName", user.GivenName),
            EntraClient.Operation("Add", "name.familyName", user.FamilyName),
            EntraClient.Operation("Add", EntraClient.Department, user.Department),

            // Where the product shows no addresses, Entra finds none.
            .. found?["emails"]?[0] is null ? [EntraClient.Operation("Add", "emails[type eq \"work\"].value", user.Mail)] : Array.Empty<JsonObject>(),
        ];
        await client.PatchUserAsync(user, ct, differences);
    }

    private async Task FirstGroupsAsync(CancellationToken ct)
    {
        foreach (var group in _directory.Groups)
        {
            group.ScimId = await client.MatchAsync("Groups", "displayName", group.DisplayName, ct);
            if (group.ScimId is null)
            {
                await client.CreateGroupAsync(group, ct);
            }
            else
            {
                var found = await client.ReadAsync("Groups", group.ScimId, ct);
                JsonObject[] differences =
                [
                    EntraClient.Operation("Add", "externalId", group.ObjectId),

                    // A product that knows lower case only shows its own form of the name.
                    .. (string?)found?["displayName"] == group.DisplayName
                        ? Array.Empty<JsonObject>()
                        : [EntraClient.Operation("Replace", "displayName", group.DisplayName)],
                ];
                await client.PatchGroupAsync(group, ct, differences);
            }
        }
    }

    private async Task FirstReferencesAsync(CancellationToken ct)
    {
        foreach (var user in _directory.Users.Where(u => u.Manager is not null))
        {
            await client.PatchUserAsync(user, ct, EntraClient.Operation("Add", EntraClient.Manager, user.Manager!.ScimId!));
        }

        foreach (var group in _directory.Groups)
        {
            foreach (var members in group.Members.Chunk(MembersPerPatch))
            {
                await client.PatchGroupAsync(group, ct, EntraClient.Members("Add", members));
            }
        }
    }

    private async Task ChangedUsersAsync(CancellationToken ct)
    {
        // People marry: the name, the address and the login name change at once.
        foreach (var user in _directory.Users.GetRange(20, 8))
        {
            // A product that can't rename keeps the name that the account was made with.
            user.ProductName = Product.Can(ProductCapabilities.RenameUser) ? null : user.UserName;
            user.FamilyName += "-Reuter";
            user.UserName = user.UserName.Replace("@", ".reuter@", StringComparison.Ordinal);
            user.Mail = user.UserName;
            await client.PatchUserAsync(
                user,
                ct,
                EntraClient.Operation("Replace", "userName", user.UserName),
                EntraClient.Operation("Replace", "displayName", user.DisplayName),
                EntraClient.Operation("Replace", "name.familyName", user.FamilyName),
                EntraClient.Operation("Replace", "name.formatted", user.DisplayName),
                EntraClient.Operation("Replace", "emails[type eq \"work\"].value", user.Mail));
        }

        foreach (var user in _directory.Users.GetRange(40, 10))
        {
            user.Department = "Research";
            await client.PatchUserAsync(user, ct, EntraClient.Operation("Replace", EntraClient.Department, user.Department));
        }

        foreach (var user in _directory.Users.GetRange(60, 6))
        {
            await SwitchAsync(user, active: false, ct);
        }

        foreach (var user in _directory.Users.GetRange(60, 2))
        {
            await SwitchAsync(user, active: true, ct);
        }

        // Soft-deleted in Entra: the object id comes before the name, and the product must keep the real one.
        var soft = _directory.Users[70];
        soft.ProductName = soft.UserName;
        soft.UserName = soft.ObjectId.Replace("-", "", StringComparison.Ordinal) + soft.UserName;
        soft.Active = false;
        await client.PatchUserAsync(
            soft, ct, EntraClient.Operation("Replace", "userName", soft.UserName), EntraClient.Operation("Replace", "active", "False"));

        // Purged: deleted for good, and a newcomer gets the same name a month later.
        var purged = _directory.Users[71];
        await client.DeleteAsync("Users", purged.ScimId!, ct);
        purged.IsPurged = true;
        _directory.Groups.ForEach(g => g.Members.Remove(purged));
        await client.MatchAsync("Users", "userName", purged.UserName, ct);

        var removed = _directory.Users[72];
        await client.DeleteAsync("Users", removed.ScimId!, ct);
        _directory.Groups.ForEach(g => g.Members.Remove(removed));
        var again = EntraDirectory.Person(removed.GivenName, removed.FamilyName, 5072, removed.Department);
        again.Manager = removed.Manager;
        _directory.Users[72] = again;
        await ProvisionAsync(again, ct);
        client.Check(again.ScimId != removed.ScimId, "A user created again after a deletion should have a new id.");
        await client.PatchUserAsync(again, ct, EntraClient.Operation("Add", EntraClient.Manager, again.Manager!.ScimId!));
    }

    private async Task SwitchAsync(DirectoryUser user, bool active, CancellationToken ct)
    {
        user.Active = active;
        var answer = await client.PatchUserAsync(user, ct, EntraClient.Operation("Replace", "active", active ? "True" : "False"));
        client.Check((bool?)answer?["active"] == active, $"'{user.UserName}' should be answered with active {active}.");
    }

    private async Task ChangedGroupsAsync(CancellationToken ct)
    {
        // Ten people move from one group to the next.
        var (old, next) = (_directory.Groups[3], _directory.Groups[4]);
        foreach (var user in old.Members.Where(u => !u.IsPurged).Take(10).ToArray())
        {
            await client.PatchGroupAsync(old, ct, EntraClient.Members("Remove", [user]));
            await client.PatchGroupAsync(next, ct, EntraClient.Members("Add", [user]));
            old.Members.Remove(user);
            next.Members.Add(user);
        }

        // A renamed group keeps its name in the product, and all permissions that hang on it.
        var renamed = _directory.Groups[6];
        renamed.DisplayName = "Project Aurora (closed)";
        await client.PatchGroupAsync(renamed, ct, EntraClient.Operation("Replace", "displayName", renamed.DisplayName));

        var deleted = _directory.Groups[11];
        await client.DeleteAsync("Groups", deleted.ScimId!, ct);
        _directory.Groups.Remove(deleted);
    }

    private async Task OnDemandAsync(CancellationToken ct)
    {
        var newcomer = EntraDirectory.Person("Ada", "Newcomer", 6001, "Legal");
        _directory.Users.Add(newcomer);
        await client.ProbeAsync("Users", "userName", ct);
        await ProvisionAsync(newcomer, ct);

        var group = new DirectoryGroup { ObjectId = Guid.NewGuid().ToString(), DisplayName = "Steering Board", ProductName = "Steering Board" };
        _directory.Groups.Add(group);
        group.ScimId = await client.MatchAsync("Groups", "displayName", group.DisplayName, ct);
        await client.CreateGroupAsync(group, ct);
        foreach (var user in _directory.Users.Where(u => u is { IsPurged: false, Active: true }).TakeLast(5))
        {
            await client.PatchGroupAsync(group, ct, EntraClient.Members("Add", [user]));
            group.Members.Add(user);
        }
    }

    private async Task UnchangedAsync(CancellationToken ct)
    {
        foreach (var user in _directory.Users.GetRange(100, 5))
        {
            await client.PatchUserAsync(user, ct, EntraClient.Operation("Replace", "displayName", user.DisplayName));
        }
    }

    private async Task CompareAsync(CancellationToken ct)
    {
        var scim = await ReadAllAsync("Users", ct);
        Comparison.Users(_directory, scim, target.Sandbox.Read(), client.Check);
        Comparison.Groups(_directory, await ReadAllAsync("Groups", ct), target.Sandbox.Read(), client.Check);
    }

    private async Task<Dictionary<string, JsonNode>> ReadAllAsync(string resources, CancellationToken ct)
    {
        var all = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        while (await client.ListAsync(resources, all.Count + 1, 100, ct) is { } page && page["Resources"]?.AsArray() is { Count: > 0 } found)
        {
            foreach (var resource in found)
            {
                all[(string)resource!["id"]!] = resource;
            }

            if (all.Count >= (int)page["totalResults"]!)
            {
                break;
            }
        }

        return all;
    }
}
