using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Confluence.ConfluenceRest;

namespace Scim.Adapters.Confluence;

/// <summary>Confluence Data Center and Server, 8.4 to 10, over <c>rest/api</c>.</summary>
internal sealed class ConfluenceAdapter : IProductAdapter
{
    /// <summary>The adapter's name in the configuration, and that of its HTTP client.</summary>
    public const string Name = "confluence";

    /// <summary>
    /// What Confluence's login names can be: its own rules for new accounts, and no slash either way, since every write names the account in
    /// its path, where the server refuses both.
    /// </summary>
    public static readonly NameRules UserNames = new()
    {
        Forbidden = "/\\,+<>'\"",
        ForbidsWhiteSpace = true,
        LowerCase = true,
        Reserved = ["anonymous", ".", ".."],
    };

    private readonly ProductHttp _http;
    private readonly ConfluencePermissions _permissions;
    private readonly ConfluenceProbe _probe;

    public ConfluenceAdapter(ProductHttp http, ConfluenceOptions options)
    {
        _http = http;
        _permissions = new ConfluencePermissions(options);
        var confluence = new ConfluenceRest(http, _permissions);
        Users = new ConfluenceUsers(confluence);
        Groups = new ConfluenceGroups(confluence);
        _probe = new ConfluenceProbe(http);
        const string ReplacementKey = $"{ConfluenceOptions.Section}:{nameof(ConfluenceOptions.ReplaceForbidden)}";
        Descriptor = new(
            Name,
            "Confluence",
            ProductCapabilities.UpdateUser | ProductCapabilities.DeactivateUser | ProductCapabilities.DeleteUser
                | ProductCapabilities.ListUsers | ProductCapabilities.ListGroups,
            ProtectedUsers: [],
            ProtectedGroups: [ConfluencePermissions.Administrators])
        {
            EmailRequired = true,
            UserNames = UserNames with { Replacement = options.ReplaceForbidden, ReplacementKey = ReplacementKey },

            // Nothing else is documented; blanks and the rest work when they are encoded. The words are paths of their own since 10.1.
            GroupNames = new()
            {
                Forbidden = "/\\",
                LowerCase = true,
                Reserved = [".", "..", "info", "member", "groupmember", "groupparent", "groupancestor"],
                Replacement = options.ReplaceForbidden,
                ReplacementKey = ReplacementKey,
            },
        };
    }

    public ProductDescriptor Descriptor { get; }

    public IProductUsers Users { get; }

    public IProductGroups Groups { get; }

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => _probe.RunAsync(ct);

    public async Task<ProductSite> ReadSiteAsync(CancellationToken ct)
    {
        var version = await new ConfluenceVersion(_http).ReadAsync(ct);
        if (version < ConfluenceVersion.Oldest)
        {
            throw new ProductException(new ProductFault.Unavailable(ConfluenceVersion.TooOld(version)));
        }

        var own = await _http.GetAsync(ProductRequest.Get($"{Root}/user/current"), ConfluenceJson.Default.ConfluenceUser, ct);
        if (!IsKnown(own))
        {
            throw new ProductException(new ProductFault.Forbidden("Confluence takes the gateway for an anonymous visitor: check the configured token or password."));
        }

        var granted = await _permissions.ReadAsync(_http, ct);
        return new(
            Read(own) with { Administers = true },
            [.. granted.Administration.Order(StringComparer.Ordinal)],
            [.. granted.Licence.Except(granted.Administration).Order(StringComparer.Ordinal)])
        {
            Lacks = version < ConfluenceVersion.WithUpdates ? ProductCapabilities.UpdateUser : ProductCapabilities.None,
        };
    }
}
