using Scim.Core.Adapters;

namespace Scim.Tests.Adapters.Broken;

/// <summary>A good adapter's access, each call of which can be broken.</summary>
internal sealed class BrokenAccess(IAccountAccess good) : IAccountAccess
{
    public Func<ProductUser, CancellationToken, Task<AccountAccess>> Read { get; init; } = good.ReadAsync;

    public Func<ProductUser, AccountAccess, CancellationToken, Task> Remove { get; init; } = good.RemoveAsync;

    public Func<ProductUser, AccountAccess, CancellationToken, Task> GiveBack { get; init; } = good.GiveBackAsync;

    public Func<ProductUser, CancellationToken, Task> Revoke { get; init; } = good.RevokeCredentialsAsync;

    public Task<AccountAccess> ReadAsync(ProductUser user, CancellationToken ct) => Read(user, ct);

    public Task RemoveAsync(ProductUser user, AccountAccess access, CancellationToken ct) => Remove(user, access, ct);

    public Task GiveBackAsync(ProductUser user, AccountAccess access, CancellationToken ct) => GiveBack(user, access, ct);

    public Task RevokeCredentialsAsync(ProductUser user, CancellationToken ct) => Revoke(user, ct);
}
