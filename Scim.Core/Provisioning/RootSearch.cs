using Scim.Core.Auditing;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Storage;

namespace Scim.Core.Provisioning;

/// <summary>A query on users and groups at once (RFC 7644 §3.4.2.1): one sequence, found and paged by one question to the store.</summary>
public sealed class RootSearch
{
    private readonly ProvisioningContext _context;
    private readonly UserReads _users;
    private readonly GroupReads _groups;

    internal RootSearch(ProvisioningContext context)
    {
        _context = context;
        _users = new(context);
        _groups = new(context);
    }

    /// <summary>What the same filter finds at each type's own endpoint; a name that only the product knows is asked of it as there.</summary>
    /// <exception cref="ScimException">400 <c>invalidFilter</c>.</exception>
    public async Task<ResourcePage> SearchAsync(SearchRequest request, AuditTrail trail, CancellationToken ct)
    {
        var query = _context.QueryFor(request, _context.Catalog.ResourceTypes);
        switch (query.Types)
        {
            case []:
                return ResourcePage.Empty;
            case [var one]:
                return await (one.Type == _context.Catalog.User ? _users.SearchAsync(query, trail, ct) : _groups.SearchAsync(query, trail, ct));
        }

        // A user's name leaves only users to look for; a displayName may be that of users and of a group that was never looked up.
        if (query.Types.FirstOrDefault(t => t.Type == _context.Catalog.Group) is { Filter: { } filter } groups
            && LookupPlan.TryFind(filter, groups.Type.Attribute("displayName")!, out _))
        {
            await _groups.SearchAsync(new ResourceQuery([groups], 0, 0, false), trail, ct);
        }

        return await _users.CheckAsync(await _context.Resources.QueryAsync(query, ct), query, trail, ct);
    }
}
