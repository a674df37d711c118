using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Jira;

/// <summary>
/// The group picker (<c>groups/picker</c>): the one resource that shows groups by name in every version, in their stored case, without
/// reading members. It has no pages; it tells a total, and is asked again for that many.
/// </summary>
internal static class JiraGroupPicker
{
    private const int First = 1000;

    /// <summary>The groups whose names contain the text, and whether these are all.</summary>
    public static async Task<(IReadOnlyList<JiraGroupPick> Groups, bool IsAll)> PickAsync(ProductHttp http, string text, int most, CancellationToken ct)
    {
        var path = $"{JiraRest.Root}/groups/picker?query={ProductRequest.Escape(text)}&maxResults={most}";
        var picks = await http.GetAsync(ProductRequest.Get(path), JiraJson.Default.JiraGroupPicks, ct);
        var groups = (picks.Groups ?? []).Where(g => !string.IsNullOrEmpty(g.Name)).ToArray();
        return (groups, groups.Length >= (picks.Total ?? groups.Length));
    }

    /// <summary>Every group.</summary>
    /// <exception cref="ProductException">Unsupported: Jira doesn't show them all.</exception>
    public static async Task<IReadOnlyList<JiraGroupPick>> AllAsync(ProductHttp http, CancellationToken ct)
    {
        for (var most = First; ; most *= 10)
        {
            var (groups, isAll) = await PickAsync(http, "", most, ct);
            if (isAll)
            {
                return groups;
            }

            if (groups.Count < most)
            {
                throw new ProductException(new ProductFault.Unsupported(
                    $"Jira's group picker shows only {groups.Count} of its groups, whatever it is asked for, so they can't all be listed."));
            }
        }
    }
}
