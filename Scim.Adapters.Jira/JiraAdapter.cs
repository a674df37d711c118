using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>Jira Data Center and Server, 8.3 to 11, over <c>rest/api/2</c>.</summary>
internal sealed class JiraAdapter : IProductAdapter
{
    /// <summary>The adapter's name in the configuration, and that of its HTTP client.</summary>
    public const string Name = "jira";

    /// <summary>
    /// What Jira's login names can be. Fitted before the call, because Jira's own refusal has the same shape as that of a name in use.
    /// </summary>
    public static readonly NameRules UserNames = new() { Forbidden = "<>&" };

    private readonly ProductHttp _http;
    private readonly JiraAdministrators _administrators = new();
    private readonly JiraProbe _probe;

    public JiraAdapter(ProductHttp http, JiraOptions options)
    {
        _http = http;
        var jira = new JiraRest(http, _administrators);
        Users = new JiraUsers(jira, options);
        Groups = new JiraGroups(jira);
        _probe = new JiraProbe(http, options);
        const string ReplacementKey = $"{JiraOptions.Section}:{nameof(JiraOptions.ReplaceForbidden)}";
        Descriptor = new(
            Name,
            "Jira",
            ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeactivateUser | ProductCapabilities.DeleteUser
                | ProductCapabilities.ListUsers | ProductCapabilities.ListGroups,
            ProtectedUsers: [],
            ProtectedGroups: ["jira-administrators"])
        {
            EmailRequired = true,
            UserNames = UserNames with { Replacement = options.ReplaceForbidden, ReplacementKey = ReplacementKey },

            // Of groups Jira states no rule beyond the length: "R&D" is a group like any other.
            GroupNames = new() { Replacement = options.ReplaceForbidden, ReplacementKey = ReplacementKey },
        };
    }

    public ProductDescriptor Descriptor { get; }

    public IProductUsers Users { get; }

    public IProductGroups Groups { get; }

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => _probe.RunAsync(ct);

    public async Task<ProductSite> ReadSiteAsync(CancellationToken ct)
    {
        var own = await _http.GetAsync(ProductRequest.Get($"{Root}/myself"), JiraJson.Default.JiraUser, ct);
        var administration = await _administrators.ReadAsync(_http, ct);
        var roles = await new JiraSeats(_http).RolesAsync(ct);
        var licence = roles.SelectMany(r => (r.Groups ?? []).Concat(r.DefaultGroups ?? []))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(g => !administration.Contains(g));
        return new(Read(own) with { Administers = true }, [.. administration.Order(StringComparer.Ordinal)], [.. licence]);
    }
}
