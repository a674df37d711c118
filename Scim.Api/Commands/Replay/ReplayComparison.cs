using System.Text.Json.Nodes;
using Scim.Core.Adapters.Sandbox;

namespace Scim.Api.Commands.Replay;

/// <summary>The directory, SCIM and the product side by side; every difference is a mismatch.</summary>
internal sealed class ReplayComparison
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>What is counted: in the directory, in SCIM, in the product; null where there can't be any.</summary>
    public List<(string What, int? Directory, int? Scim, int Product)> Rows { get; } = [];

    public void Users(EntraDirectory directory, Dictionary<string, JsonNode> scim, SandboxState product, Action<bool, string> check)
    {
        var living = directory.Users.Where(u => !u.IsPurged).ToArray();
        check(scim.Count == living.Length, $"SCIM should have {living.Length} users, and has {scim.Count}.");
        foreach (var user in living)
        {
            var has = user.ScimId is { } id && scim.TryGetValue(id, out var found) ? found : null;
            check(has is not null, $"SCIM should have '{user.UserName}'.");
            if (has is not null)
            {
                Same(user.UserName, "userName", user.UserName, (string?)has["userName"]);
                Same(user.UserName, "active", user.Active.ToString(), ((bool?)has["active"]).ToString());
                Same(user.UserName, "displayName", user.DisplayName, (string?)has["displayName"]);
                Same(user.UserName, "name.familyName", user.FamilyName, (string?)has["name"]?["familyName"]);
                Same(user.UserName, "externalId", user.MailNickname, (string?)has["externalId"]);
                Same(user.UserName, "emails", user.Mail, (string?)has["emails"]?[0]?["value"]);
                Same(user.UserName, "department", user.Department, (string?)has[Enterprise]?["department"]);
                Same(user.UserName, "manager", user.Manager?.ScimId, (string?)has[Enterprise]?["manager"]?["value"]);
            }
        }

        foreach (var user in directory.Users)
        {
            var name = user.ProductName ?? user.UserName;
            var accounts = product.Users.Where(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();
            check(accounts.Length == 1, $"The product should have one account '{name}', and has {accounts.Length}.");
            if (accounts is [var account])
            {
                Same(name, "display name in the product", user.DisplayName, account.DisplayName);
                Same(name, "address in the product", user.Mail, account.Email);
                Same(name, "active in the product", (user is { Active: true, IsPurged: false }).ToString(), account.Active.ToString());
            }
        }

        var ours = AccountsOf(living);
        Rows.Add(("users", living.Length, scim.Count, ours.Length));
        Rows.Add(("active users", living.Count(u => u.Active), scim.Values.Count(u => (bool?)u["active"] == true), ours.Count(a => a.Active)));
        Rows.Add(("accounts that deleted users left, deactivated", null, null, AccountsOf(directory.Users.Where(u => u.IsPurged)).Count(a => !a.Active)));

        SandboxUser[] AccountsOf(IEnumerable<DirectoryUser> users)
        {
            var names = users.Select(u => u.ProductName ?? u.UserName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return [.. product.Users.Where(a => names.Contains(a.Name))];
        }

        void Same(string who, string what, string? expected, string? found) =>
            check(expected == found, $"{what} of '{who}' should be '{expected}', and is '{found}'.");
    }

    public void Groups(EntraDirectory directory, Dictionary<string, JsonNode> scim, SandboxState product, Action<bool, string> check)
    {
        check(scim.Count == directory.Groups.Count, $"SCIM should have {directory.Groups.Count} groups, and has {scim.Count}.");
        var (inScim, inProduct, groups) = (0, 0, 0);
        foreach (var group in directory.Groups)
        {
            var has = group.ScimId is { } id && scim.TryGetValue(id, out var found) ? found : null;
            var members = has?["members"]?.AsArray().Select(m => (string)m!["value"]!).ToHashSet(StringComparer.Ordinal) ?? [];
            check((string?)has?["displayName"] == group.DisplayName, $"SCIM should have the group '{group.DisplayName}'.");
            check(
                members.SetEquals(group.Members.Select(m => m.ScimId!)),
                $"'{group.DisplayName}' should have {group.Members.Count} members in SCIM, and has {members.Count}, or others.");
            inScim += members.Count;

            var held = product.Group(group.ProductName);
            check(held is not null, $"The product should have the group '{group.ProductName}'.");
            if (held is not null)
            {
                groups++;
                inProduct += held.Members.Length;
                check(
                    held.Members.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(group.Members.Select(m => m.ProductName ?? m.UserName)),
                    $"'{group.ProductName}' should have {group.Members.Count} members in the product, and has {held.Members.Length}, or others.");
            }
        }

        Rows.Add(("groups", directory.Groups.Count, scim.Count, groups));
        Rows.Add(("memberships", directory.Groups.Sum(g => g.Members.Count), inScim, inProduct));
    }
}
