using System.Data.Common;

namespace Scim.Api.Storage;

/// <summary>One of the two engines: how it is reached, how a transaction is run on it, and how its SQL differs.</summary>
internal interface IDatabase : IAsyncDisposable
{
    SqlDialect Dialect { get; }

    /// <summary>An open connection for reads, from the pool.</summary>
    Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>Runs <paramref name="work"/> as one transaction and returns when it is on disk; it may be run again from the start.</summary>
    Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken ct);

    /// <summary>Brings the schema up to date, one process at a time.</summary>
    Task MigrateAsync(CancellationToken ct);
}
