namespace Scim.Core.Storage;

/// <summary>The write side of the store.</summary>
public interface IStore
{
    /// <summary>
    /// Runs <paramref name="work"/> as one transaction and returns when it is on disk. Works that wait at the same moment may share one
    /// commit; each succeeds or fails alone. The work touches nothing but its unit, and may be run again from the start.
    /// </summary>
    /// <exception cref="StoreConflictException">A name, a key or a version was taken by somebody else; nothing is written.</exception>
    Task WriteAsync(Func<IStoreUnit, Task> work, CancellationToken ct);
}
