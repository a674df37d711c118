using Scim.Core.Auditing;

namespace Scim.Core.Storage;

/// <summary>The audit log. Entries of changes are written in the change's own transaction (<see cref="IStoreUnit.AppendAsync"/>).</summary>
public interface IAuditLog
{
    /// <summary>Takes an entry of a read or a refusal; it is written in a batch, at the latest after a second and at shutdown. Never waits.</summary>
    void Enqueue(AuditEntry entry);

    /// <summary>Writes what was enqueued so far.</summary>
    Task FlushAsync(CancellationToken ct);

    /// <summary>Entries that fit, youngest first, streamed.</summary>
    IAsyncEnumerable<AuditEntry> ListAsync(AuditQuery query, CancellationToken ct);

    /// <summary>Deletes what is older than the retention; answers how many entries that were.</summary>
    Task<int> PruneAsync(DateTimeOffset changesBefore, DateTimeOffset readsBefore, CancellationToken ct);
}
