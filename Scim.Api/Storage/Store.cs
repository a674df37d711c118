using Scim.Api.Configuration;
using Scim.Core.Storage;

namespace Scim.Api.Storage;

/// <summary>The write side of the store, on whichever engine.</summary>
internal sealed class Store(IDatabase database, AuditOptions audit) : IStore
{
    public Task WriteAsync(Func<IStoreUnit, Task> work, CancellationToken ct) =>
        database.WriteAsync(transaction => work(new StoreUnit(transaction, database.Dialect, audit.Values)), ct);
}
