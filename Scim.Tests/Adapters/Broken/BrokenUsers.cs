using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>A good adapter's accounts, each call of which can be broken.</summary>
internal sealed class BrokenUsers(IProductUsers good) : IProductUsers
{
    public Func<ProductUser, CancellationToken, Task<ProductUser?>> Find { get; init; } = good.FindAsync;

    public Func<string, CancellationToken, Task<ProductUser?>> FindByName { get; init; } = good.FindByNameAsync;

    public Func<NewProductUser, CancellationToken, Task<ProductUser>> Create { get; init; } = good.CreateAsync;

    public Func<ProductUser, ProductUserChange, CancellationToken, Task<ProductUser>> Update { get; init; } = good.UpdateAsync;

    public Func<ProductUser, CancellationToken, Task> Delete { get; init; } = good.DeleteAsync;

    public Func<CancellationToken, IAsyncEnumerable<ProductUser>> List { get; init; } = good.ListAsync;

    public Task<ProductUser?> FindAsync(ProductUser lastSeen, CancellationToken ct) => Find(lastSeen, ct);

    public Task<ProductUser?> FindByNameAsync(string name, CancellationToken ct) => FindByName(name, ct);

    public Task<ProductUser> CreateAsync(NewProductUser user, CancellationToken ct) => Create(user, ct);

    public Task<ProductUser> UpdateAsync(ProductUser user, ProductUserChange change, CancellationToken ct) => Update(user, change, ct);

    public Task DeleteAsync(ProductUser user, CancellationToken ct) => Delete(user, ct);

    public IAsyncEnumerable<ProductUser> ListAsync(CancellationToken ct) => List(ct);
}
