namespace Scim.Core.Storage;

/// <summary>
/// One at a time, per resource and per name: in this process, and across replicas where the store is shared. Keys are taken in
/// ordinal order, so that two requests can't wait for each other; a caller that holds keys asks only for greater ones.
/// </summary>
public interface IResourceLocks
{
    /// <summary>Waits until all keys are ours; disposing gives them back.</summary>
    /// <exception cref="TimeoutException">Not within 8 seconds.</exception>
    Task<IAsyncDisposable> EnterAsync(IReadOnlyCollection<string> keys, CancellationToken ct);
}
