using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>Jira's applications and their licences.</summary>
internal sealed class JiraSeats(ProductHttp http)
{
    /// <summary>The applications with the groups that grant access to them.</summary>
    public async Task<JiraApplicationRole[]> RolesAsync(CancellationToken ct) =>
        await http.GetAsync(ProductRequest.Get($"{Root}/applicationrole"), JiraJson.Default.JiraApplicationRoleArray, ct);

    /// <summary>The fault if an application (one that <paramref name="group"/> grants, or any) has no seat left; else null.</summary>
    public async Task<ProductFault.LicenceExceeded?> FullAsync(string? group, CancellationToken ct)
    {
        var full = (await RolesAsync(ct)).FirstOrDefault(r => IsFull(r) && (group is null || Grants(r, group)));
        return full is null ? null : new ProductFault.LicenceExceeded(Sentence(full));
    }

    public static bool IsFull(JiraApplicationRole role) => role is { HasUnlimitedSeats: not true, NumberOfSeats: > 0, RemainingSeats: <= 0 };

    public static string Sentence(JiraApplicationRole role) =>
        $"{role.NumberOfSeats - role.RemainingSeats} of {role.NumberOfSeats} seats of {role.Name ?? role.Key} are taken.";

    private static bool Grants(JiraApplicationRole role, string group) =>
        (role.Groups ?? []).Concat(role.DefaultGroups ?? []).Contains(group, StringComparer.OrdinalIgnoreCase);
}
