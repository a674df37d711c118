using System.Net;
using System.Runtime.CompilerServices;
using Scim.Core.Adapters;
using Scim.Core.Adapters.Http;
using static Scim.Adapters.Bitbucket.BitbucketRest;
using static Scim.Core.Adapters.Http.ProductRequest;

namespace Scim.Adapters.Bitbucket;

/// <summary>Bitbucket's groups. A group is its name and nothing else: no key, no rename. Names are compared without case.</summary>
internal sealed class BitbucketGroups(BitbucketRest bitbucket, BitbucketMembers members, BitbucketOptions options) : IProductGroups
{
    /// <summary>By the list of groups alone: that of a group's members is empty for a group that isn't there.</summary>
    public async Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct) =>
        await bitbucket.GroupByNameAsync(name, ct) is { } group ? Group(group.Name!) : null;

    public async Task<ProductGroup> CreateAsync(string name, CancellationToken ct)
    {
        var request = ProductRequest.Send(HttpMethod.Post, $"{Admin}/groups?name={Escape(name)}", ProductEffect.Once);
        var answer = await bitbucket.Http.ExchangeAsync(request, ct);
        if (answer.IsSuccess)
        {
            return Group(answer.Read(BitbucketJson.Default.BitbucketGroup)?.Name ?? name);
        }

        throw new ProductException(answer.Status == HttpStatusCode.Conflict && await FindByNameAsync(name, ct) is null
            ? new ProductFault.Invalid(bitbucket.Http.Said(answer))
            : await bitbucket.RefusalAsync(request, answer, grants: false, ct));
    }

    public Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct) =>
        throw new ProductException(new ProductFault.Unsupported("Bitbucket can't rename a group."));

    public async Task DeleteAsync(ProductGroup group, CancellationToken ct)
    {
        var request = ProductRequest.Delete($"{Admin}/groups?name={Escape(group.Name)}");
        if (await bitbucket.TryAsync(request, grants: false, ct) is { } fault and not ProductFault.NotFound)
        {
            throw new ProductException(fault);
        }
    }

    public Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> added, CancellationToken ct) =>
        members.AddAsync(group, added, ct);

    public Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> removed, CancellationToken ct) =>
        members.RemoveAsync(group, removed, ct);

    public async IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, [EnumeratorCancellation] CancellationToken ct)
    {
        var isEmpty = true;
        await foreach (var user in bitbucket.PeopleAsync($"{Admin}/groups/more-members?context={Escape(group.Name)}", options.PageSize, ct))
        {
            isEmpty = false;
            yield return Read(user);
        }

        // A group that isn't there has no members either, and no error says so.
        if (isEmpty && await bitbucket.GroupByNameAsync(group.Name, ct) is null)
        {
            throw BitbucketMembers.Gone(group);
        }
    }

    public IAsyncEnumerable<ProductGroup> ListAsync(CancellationToken ct) =>
        bitbucket.GroupsAsync($"{Admin}/groups", options.PageSize, ct).Select(g => Group(g.Name!));

    // Bitbucket compares groups by their lower-case names, so that is the identity a group has.
    private static ProductGroup Group(string name) => new(new(name.ToLowerInvariant()), name);
}
