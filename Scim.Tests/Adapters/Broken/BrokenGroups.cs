using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>A good adapter's groups, each call of which can be broken.</summary>
internal sealed class BrokenGroups(IProductGroups good) : IProductGroups
{
    public Func<string, CancellationToken, Task<ProductGroup?>> FindByName { get; init; } = good.FindByNameAsync;

    public Func<string, CancellationToken, Task<ProductGroup>> Create { get; init; } = good.CreateAsync;

    public Func<ProductGroup, CancellationToken, Task> Delete { get; init; } = good.DeleteAsync;

    public Func<ProductGroup, IReadOnlyList<MemberRef>, CancellationToken, Task<IReadOnlyList<MemberFailure>>> Add { get; init; } = good.AddMembersAsync;

    public Func<ProductGroup, IReadOnlyList<MemberRef>, CancellationToken, Task<IReadOnlyList<MemberFailure>>> Remove { get; init; } = good.RemoveMembersAsync;

    public Func<ProductGroup, CancellationToken, IAsyncEnumerable<ProductUser>> Members { get; init; } = good.ListMembersAsync;

    public Func<CancellationToken, IAsyncEnumerable<ProductGroup>> List { get; init; } = good.ListAsync;

    public Task<ProductGroup?> FindByNameAsync(string name, CancellationToken ct) => FindByName(name, ct);

    public Task<ProductGroup> CreateAsync(string name, CancellationToken ct) => Create(name, ct);

    public Task<ProductGroup> RenameAsync(ProductGroup group, string name, CancellationToken ct) => good.RenameAsync(group, name, ct);

    public Task DeleteAsync(ProductGroup group, CancellationToken ct) => Delete(group, ct);

    public Task<IReadOnlyList<MemberFailure>> AddMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) => Add(group, members, ct);

    public Task<IReadOnlyList<MemberFailure>> RemoveMembersAsync(ProductGroup group, IReadOnlyList<MemberRef> members, CancellationToken ct) => Remove(group, members, ct);

    public IAsyncEnumerable<ProductUser> ListMembersAsync(ProductGroup group, CancellationToken ct) => Members(group, ct);

    public IAsyncEnumerable<ProductGroup> ListAsync(CancellationToken ct) => List(ct);
}
