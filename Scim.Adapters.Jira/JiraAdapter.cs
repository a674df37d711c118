using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Jira.JiraRest;

namespace Scim.Adapters.Jira;

/// <summary>Jira Data Center and Server, 8.3 to 11, over <c>rest/api/2</c>.</summary>
internal sealed class JiraAdapter : IProductAdapter
{
    /// <summary>The adapter's name in the configuration, and that of its HTTP client.</summary>
    public const string Name = "jira";

    private readonly ProductHttp _http;
    private readonly JiraAdministrators _administrators = new();
    private readonly JiraProbe _probe;

    public JiraAdapter(ProductHttp http, JiraOptions options)
    {
        _http = http;
        var jira = new JiraRest(http, _administrators);
        Users = new JiraUsers(jira, options);
        Groups = new JiraGroups(jira, options);
        _probe = new JiraProbe(http, options);
    }

    public ProductDescriptor Descriptor { get; } = new(
        Name,
        "Jira",
        ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeactivateUser | ProductCapabilities.DeleteUser
            | ProductCapabilities.ListUsers | ProductCapabilities.ListGroups,
        ProtectedUsers: [],
        ProtectedGroups: ["jira-administrators"])
    {
        EmailRequired = true,
        MembersPerCall = 1,
    };

    public IProductUsers Users { get; }

    public IProductGroups Groups { get; }

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => _probe.RunAsync(ct);

    public async Task<ProductProtection> ReadProtectionAsync(CancellationToken ct)
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
