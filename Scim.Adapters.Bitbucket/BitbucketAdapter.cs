using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;

namespace Scim.Adapters.Bitbucket;

/// <summary>Bitbucket Data Center and Server, 6.0 to 10, over <c>rest/api/latest/admin</c>.</summary>
internal sealed class BitbucketAdapter : IProductAdapter
{
    /// <summary>The adapter's name in the configuration, and that of its HTTP client.</summary>
    public const string Name = "bitbucket";

    /// <summary>What names can be, those of groups too: Bitbucket states no rule beyond the length of its columns.</summary>
    public static readonly NameRules Names = new();

    private readonly BitbucketRest _bitbucket;
    private readonly BitbucketPermissions _permissions;
    private readonly BitbucketProbe _probe;
    private readonly BitbucketOptions _options;

    public BitbucketAdapter(ProductHttp http, BitbucketOptions options)
    {
        _options = options;
        _bitbucket = new BitbucketRest(http, options);
        _permissions = new BitbucketPermissions(http);
        _probe = new BitbucketProbe(http, options);
        var members = new BitbucketMembers(_bitbucket);
        var credentials = new BitbucketCredentials(http);
        var access = new BitbucketAccess(_bitbucket, _permissions, members, credentials);
        Access = access;
        Users = new BitbucketUsers(_bitbucket, _permissions, access, credentials, options);
        Groups = new BitbucketGroups(_bitbucket, members, options);
        var names = Names with
        {
            Replacement = options.ReplaceForbidden,
            ReplacementKey = $"{BitbucketOptions.Section}:{nameof(BitbucketOptions.ReplaceForbidden)}",
        };
        Descriptor = new(
            Name,
            "Bitbucket",
            ProductCapabilities.UpdateUser | ProductCapabilities.RenameUser | ProductCapabilities.DeleteUser | ProductCapabilities.ListUsers
                | ProductCapabilities.ListGroups | ProductCapabilities.RemoveAccess,
            ProtectedUsers: [],
            ProtectedGroups: ["stash-administrators", "bitbucket-administrators"])
        {
            EmailRequired = true,
            MembersPerAddition = BitbucketMembers.PerAddition,
            UserNames = names,
            GroupNames = names,
        };
    }

    public ProductDescriptor Descriptor { get; }

    public IProductUsers Users { get; }

    public IProductGroups Groups { get; }

    public IAccountAccess Access { get; }

    public Task<ProbeReport> ProbeAsync(CancellationToken ct) => _probe.RunAsync(ct);

    public async Task<ProductSite> ReadSiteAsync(CancellationToken ct)
    {
        var granting = await _permissions.ReadAsync(ct);
        var name = _options.Username ?? await OwnNameAsync(ct);
        var own = await _bitbucket.UserByNameAsync(name, ct) ?? throw new ProductException(
            new ProductFault.Unavailable($"Bitbucket lets the gateway in as '{name}', but shows no person's account of that name: use one."));
        var groups = granting.ToLookup(g => BitbucketPermissions.Administers(g.Value), g => g.Key);
        return new(
            Read(own) with { Administers = true },
            [.. groups[true].Order(StringComparer.Ordinal)],
            [.. groups[false].Order(StringComparer.Ordinal)]);
    }

    /// <summary>Who the bearer of an OAuth token is, Bitbucket tells in a header alone.</summary>
    private async Task<string> OwnNameAsync(CancellationToken ct)
    {
        var answer = await _bitbucket.Http.SendAsync(ProductRequest.Get($"{Admin}/users?limit=1"), ct);
        return BitbucketProbe.OwnName(answer) ?? throw new ProductException(new ProductFault.Unavailable(
            "Bitbucket doesn't tell who the gateway is: let its header X-AUSERNAME pass the proxy, or configure a name and password."));
    }
}
