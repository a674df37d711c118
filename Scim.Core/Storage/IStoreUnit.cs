using Scim.Core.Auditing;

namespace Scim.Core.Storage;

/// <summary>One transaction's writes.</summary>
public interface IStoreUnit
{
    /// <exception cref="StoreConflictException">A living resource has the name or the product key.</exception>
    Task InsertAsync(StoredResource resource);

    /// <summary>Writes <paramref name="resource"/> over the version <paramref name="expected"/>. Becoming a tombstone frees its name.</summary>
    /// <exception cref="StoreConflictException">The version isn't <paramref name="expected"/> any more, or a living resource has the new name.</exception>
    Task UpdateAsync(StoredResource resource, long expected);

    /// <summary>Adds members; those there already stay as they are.</summary>
    Task AddMembersAsync(string groupId, IReadOnlyCollection<string> userIds);

    /// <summary>Removes members; those not there are passed over.</summary>
    Task RemoveMembersAsync(string groupId, IReadOnlyCollection<string> userIds);

    /// <summary>Empties a group.</summary>
    Task ClearMembersAsync(string groupId);

    /// <summary>Takes a user out of every group.</summary>
    Task LeaveAllGroupsAsync(string userId);

    /// <exception cref="StoreConflictException">Another open entry holds one of the names.</exception>
    Task OpenAsync(JournalEntry entry);

    /// <summary>Writes an entry's plan, names and owner anew: progress, or a take-over.</summary>
    /// <exception cref="StoreConflictException">Another open entry holds one of the names, or the entry was closed meanwhile (<see cref="StoreConflict.Version"/>).</exception>
    Task ReopenAsync(JournalEntry entry);

    Task CloseAsync(string entryId);

    Task AppendAsync(AuditEntry entry);
}
