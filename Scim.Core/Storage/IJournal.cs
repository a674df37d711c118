namespace Scim.Core.Storage;

/// <summary>Reads of the changes in flight; they are opened and closed in a <see cref="IStoreUnit"/>.</summary>
public interface IJournal
{
    /// <summary>The entry that holds this folded name, or null.</summary>
    Task<JournalEntry?> FindByNameAsync(string type, string foldedName, CancellationToken ct);

    /// <summary>All open entries, oldest first.</summary>
    Task<IReadOnlyList<JournalEntry>> ListAsync(CancellationToken ct);

    /// <summary>The oldest open entry of a resource, or null.</summary>
    Task<JournalEntry?> FindByResourceAsync(string resourceId, CancellationToken ct);

    Task<int> CountAsync(CancellationToken ct);
}
