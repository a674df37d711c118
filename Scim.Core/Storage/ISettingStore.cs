namespace Scim.Core.Storage;

/// <summary>Small things that replicas share: the key of the token hashes, the version of the comparable forms.</summary>
public interface ISettingStore
{
    Task<string?> FindAsync(string name, CancellationToken ct);

    /// <summary>Writes the value unless there is one, and answers the one that stands: replicas that start together agree.</summary>
    Task<string> GetOrAddAsync(string name, string value, CancellationToken ct);

    Task SetAsync(string name, string value, CancellationToken ct);
}
