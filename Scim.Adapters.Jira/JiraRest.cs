using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Jira;

/// <summary>The paths of Jira's REST API that more than one part of the adapter asks, and what they answer in the adapter's terms.</summary>
internal sealed class JiraRest(ProductHttp http, JiraAdministrators administrators)
{
    public const string Root = "rest/api/2";

    public ProductHttp Http => http;

    /// <summary>The account with this login name and its groups, nested ones too; null where there is none. One call.</summary>
    public async Task<JiraUser?> UserByNameAsync(string name, CancellationToken ct)
    {
        var user = await http.FindAsync($"{Root}/user?username={ProductRequest.Escape(name)}&expand=groups", JiraJson.Default.JiraUser, ct);
        return user is { Deleted: true } ? null : user;
    }

    /// <summary>The account with its administration right told from its groups.</summary>
    public async Task<ProductUser> WithAdministersAsync(JiraUser user, CancellationToken ct)
    {
        var groups = await administrators.GroupsAsync(http, ct);
        return Read(user) with { Administers = user.Groups?.Items?.Any(g => g.Name is not null && groups.Contains(g.Name)) ?? false };
    }

    /// <summary>The account, its administration right left open.</summary>
    /// <exception cref="ProductException">Unavailable: the answer lacks what every answer has.</exception>
    public static ProductUser Read(JiraUser user) => user is { Key: { Length: > 0 } key, Name: { Length: > 0 } name }
        ? new(new(key), name, user.DisplayName ?? name, Address(user.EmailAddress), user.Active ?? true)
        : throw new ProductException(new ProductFault.Unavailable("Jira's answer shows an account without key or name."));

    /// <summary>
    /// Jira shows addresses as its setting "User email visibility" wants, to administrators too: not at all, or masked as "ada at example dot org".
    /// </summary>
    public static string? Address(string? shown) => shown is not null && shown.Contains('@', StringComparison.Ordinal) ? shown : null;

    /// <summary>Whether the account is in the group, as its own answer tells.</summary>
    public static bool IsIn(JiraUser user, string group) =>
        user.Groups?.Items?.Any(g => string.Equals(g.Name, group, StringComparison.OrdinalIgnoreCase)) ?? false;

    /// <summary>
    /// The fault behind a 403 on a change. Jira uses it both when the gateway's account lacks the right to administer and when just this
    /// object can't be changed (a read-only directory, a system administrator); the account's permissions tell which.
    /// </summary>
    public async Task<ProductFault> RefusalAsync(ProductRequest request, ProductAnswer answer, CancellationToken ct)
    {
        if (answer.Status != HttpStatusCode.Forbidden || http.Fault(request, answer) is not ProductFault.Forbidden fault)
        {
            return http.Fault(request, answer);
        }

        var mine = await http.GetAsync(ProductRequest.Get($"{Root}/mypermissions"), JiraJson.Default.JiraPermissions, ct);
        return mine.Permissions?.GetValueOrDefault("ADMINISTER")?.HavePermission == true
            ? new ProductFault.Invalid($"{http.Said(answer)} The gateway's account is an administrator, so it is this account or group that can't be changed, "
                + "because of its directory or because it belongs to a system administrator.")
            : fault;
    }
}
