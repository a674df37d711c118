namespace Scim.Core.Storage;

/// <summary>Somebody else was first.</summary>
public sealed class StoreConflictException(StoreConflict conflict, Exception? inner = null)
    : Exception($"The store refused a write: {conflict}.", inner)
{
    public StoreConflict Conflict { get; } = conflict;
}
