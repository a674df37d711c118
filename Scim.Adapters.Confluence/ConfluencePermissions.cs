using System.Collections.Immutable;
using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;

namespace Scim.Adapters.Confluence;

/// <summary>
/// Who holds Confluence's global permissions: read from it since 9.3 (and late updates of 9.2), before that the groups of a new site; what the
/// configuration adds counts either way. Read when the site is read, and kept, so that the right of an account costs no call of its own.
/// </summary>
internal sealed class ConfluencePermissions(ConfluenceOptions options)
{
    /// <summary>A super group: it may do everything, whatever is granted.</summary>
    public const string Administrators = "confluence-administrators";

    private const string Users = "confluence-users";

    private volatile ConfluenceGrants? _grants;

    /// <summary>The grants as last read; read now if they never were.</summary>
    public async Task<ConfluenceGrants> GrantsAsync(ProductHttp http, CancellationToken ct) => _grants ?? await ReadAsync(http, ct);

    public async Task<ConfluenceGrants> ReadAsync(ProductHttp http, CancellationToken ct)
    {
        var request = ProductRequest.Get($"{ConfluenceRest.Root}/permissions");
        var answer = await http.ExchangeAsync(request, ct);
        var permissions = answer.IsSuccess ? answer.Read(ConfluenceJson.Default.ConfluencePermissionArray) : null;
        if (permissions is null && !answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw new ProductException(http.Fault(request, answer));
        }

        return _grants = new(
            Names(options.AdministrationGroups, Groups(permissions, administration: true)).Add(Administrators),
            Names(options.LicenceGroups, permissions is null ? [Users] : Groups(permissions, administration: false)),
            [.. (permissions ?? []).Where(p => IsAdministration(p) && !IsGroup(p)).Select(p => p.Subject?.UserKey).OfType<string>()]);
    }

    private static ImmutableHashSet<string> Names(IEnumerable<string> configured, IEnumerable<string> read) =>
        ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, configured.Concat(read));

    private static IEnumerable<string> Groups(ConfluencePermission[]? permissions, bool administration) => (permissions ?? [])
        .Where(p => IsGroup(p) && (administration ? IsAdministration(p) : p.Operation is { OperationKey: "use", TargetType: "application" }))
        .Select(p => p.Subject!.Name ?? p.Subject.DisplayName).OfType<string>();

    private static bool IsGroup(ConfluencePermission permission) => permission.Subject?.Type == "group";

    private static bool IsAdministration(ConfluencePermission permission) => permission.Operation?.OperationKey == "administer";
}

/// <summary>Who holds what.</summary>
/// <param name="Administration">Groups that grant administration.</param>
/// <param name="Licence">Groups that grant access.</param>
/// <param name="Administrators">Keys of accounts that hold administration themselves, not through a group.</param>
internal sealed record ConfluenceGrants(ImmutableHashSet<string> Administration, ImmutableHashSet<string> Licence, ImmutableHashSet<string> Administrators);
