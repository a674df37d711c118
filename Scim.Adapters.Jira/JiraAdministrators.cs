using System.Collections.Immutable;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Jira;

/// <summary>
/// The groups that grant Jira's administration, as the group picker marks them. Read when the protection is read, and kept, so that the
/// right of an account costs no call of its own.
/// </summary>
internal sealed class JiraAdministrators
{
    /// <summary>Made when Jira is set up; older versions mark nothing in the picker.</summary>
    private static readonly ImmutableHashSet<string> Default = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "jira-administrators");

    private volatile ImmutableHashSet<string>? _groups;

    /// <summary>The groups as last read; read now if they never were.</summary>
    public async Task<ImmutableHashSet<string>> GroupsAsync(ProductHttp http, CancellationToken ct) => _groups ?? await ReadAsync(http, ct);

    /// <exception cref="ProductException">Forbidden: the gateway's account sees no groups at all.</exception>
    public async Task<ImmutableHashSet<string>> ReadAsync(ProductHttp http, CancellationToken ct)
    {
        var picks = await JiraGroupPicker.AllAsync(http, ct);
        if (picks.Count == 0)
        {
            // Every Jira has groups. Whoever may not browse gets an empty list instead of an error, and every look-up would miss.
            throw new ProductException(new ProductFault.Forbidden(
                "Jira shows the gateway's account no groups: give it the global permission 'Browse users and groups'."));
        }

        var marked = picks.Where(g => g.Labels?.Any(l => string.Equals(l.Type, "ADMIN", StringComparison.OrdinalIgnoreCase)) ?? false);
        return _groups = Default.Union(marked.Select(g => g.Name!));
    }
}
