using System.Net;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Confluence.ConfluenceRest;

namespace Scim.Adapters.Confluence;

/// <summary>Confluence's groups. A group is its name and nothing else: no key, no rename. Names are in lower case.</summary>
internal sealed class ConfluenceGroups(ConfluenceRest confluence) : IProductGroups
{
    public async Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct)
    {
        var group = await confluence.Http.FindAsync($"{Root}/group/{Segment(Folded(name))}", ConfluenceJson.Default.ConfluenceGroup, ct);
        return group is null ? null : Group(group.Name ?? Folded(name));
    }

    public async Task<ProductGroup> CreateAsync(string name, CancellationToken ct)
    {
        var body = new NewConfluenceGroup("group", name);
        var request = ProductRequest.Send(HttpMethod.Post, $"{Root}/admin/group", ProductEffect.Once, body, ConfluenceJson.Default.NewConfluenceGroup);
        var answer = await confluence.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return Group(answer.Read(ConfluenceJson.Default.ConfluenceGroup)?.Name ?? name);
        }

        throw new ProductException(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict && await FindByNameAsync(name, ct) is { } taken
            ? new ProductFault.AlreadyExists($"Confluence already has a group named '{taken.Name}'.")
            : await confluence.RefusalAsync(request, answer, ct));
    }

    public Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct) =>
        throw new ProductException(new ProductFault.Unsupported("Confluence can't rename a group."));

    public async Task DeleteAsync(ProductGroup group, CancellationToken ct)
    {
        var request = ProductRequest.Delete($"{Root}/admin/group/{Segment(group.Name)}");
        var answer = await confluence.Http.ExchangeAsync(request, ct);
        var fault = answer.IsSuccess ? null : await confluence.RefusalAsync(request, answer, ct);
        if (fault is not (null or ProductFault.NotFound))
        {
            throw new ProductException(fault);
        }
    }

    public Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        EachAsync(group, members, ProductRequest.Put, ct);

    public Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) =>
        EachAsync(group, members, ProductRequest.Delete, ct);

    public IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, CancellationToken ct) => confluence
        .ListAsync($"{Root}/group/{Segment(group.Name)}/member?expand=status&", ConfluenceJson.Default.UserPage, user => user.UserKey ?? "", ct)
        .Where(IsKnown)
        .Select(Read);

    public IAsyncEnumerable<ProductGroup> ListAsync(CancellationToken ct) => confluence
        .ListAsync($"{Root}/group?", ConfluenceJson.Default.GroupPage, group => Folded(group.Name ?? ""), ct)
        .Where(group => !string.IsNullOrEmpty(group.Name))
        .Select(group => Group(group.Name!));

    /// <summary>One call a member; "already a member" and "no member" are success to Confluence itself.</summary>
    private async Task<IReadOnlyList<MemberFailure>> EachAsync(
        ProductGroup group, IReadOnlyList<MemberRef> members, Func<string, ProductRequest> change, CancellationToken ct)
    {
        var failures = new List<MemberFailure>();
        foreach (var member in members)
        {
            var request = change($"{Root}/user/{Segment(member.Name)}/group/{Segment(group.Name)}");
            var answer = await confluence.Http.ExchangeAsync(request, ct);
            if (!answer.IsSuccess)
            {
                failures.Add(new(member, await MemberFaultAsync(group, member, request, answer, ct)));
            }
        }

        return failures;
    }

    /// <summary>What a refused membership call means: a 404, or in some versions a 400, doesn't say which of the two is missing.</summary>
    private async Task<ProductFault> MemberFaultAsync(
        ProductGroup group, MemberRef member, ProductRequest request, ProductAnswer answer, CancellationToken ct)
    {
        var fault = await confluence.RefusalAsync(request, answer, ct);
        if (fault is ProductFault.LicenceExceeded full)
        {
            throw new ProductException(await new ConfluenceSeats(confluence.Http).FullAsync(full, ct));
        }

        if (fault is not (ProductFault.NotFound or ProductFault.Invalid))
        {
            throw new ProductException(fault);
        }

        if (await FindByNameAsync(group.Name, ct) is null)
        {
            throw new ProductException(new ProductFault.NotFound($"Confluence has no group '{group.Name}' any more."));
        }

        var user = await confluence.UserByNameAsync(member.Name, ct);
        if (user is null || user.UserKey != member.Key.Value)
        {
            return new ProductFault.NotFound($"Confluence has no account '{member.Name}' with the key '{member.Key}' any more.");
        }

        return fault is ProductFault.NotFound
            ? new ProductFault.Unavailable($"Confluence misses '{member.Name}' or '{group.Name}', but shows both: one of its nodes may lag behind.")
            : fault;
    }

    private static string Folded(string name) => name.ToLowerInvariant();

    private static ProductGroup Group(string name) => new(new(Folded(name)), name);
}
