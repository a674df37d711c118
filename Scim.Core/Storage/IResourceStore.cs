using Scim.Core.Adapters;
using Scim.Core.Schemas;

namespace Scim.Core.Storage;

/// <summary>Reads of the mirror. Names and keys of "living" resources: seen, managed and missing ones, not tombstones.</summary>
public interface IResourceStore
{
    /// <summary>The living resource with this id, or null.</summary>
    Task<StoredResource?> FindAsync(ResourceType type, string id, CancellationToken ct);

    /// <summary>The living resource with this SCIM name, compared without case, or null.</summary>
    Task<StoredResource?> FindByNameAsync(ResourceType type, string name, CancellationToken ct);

    /// <summary>The living resource whose product object has this name, compared without case, or null.</summary>
    Task<StoredResource?> FindByProductNameAsync(ResourceType type, string productName, CancellationToken ct);

    /// <summary>The living resource linked to this product object, or null.</summary>
    Task<StoredResource?> FindByKeyAsync(ResourceType type, ProductKey key, CancellationToken ct);

    /// <summary>The youngest tombstone linked to this product object, or null.</summary>
    Task<StoredResource?> FindTombstoneAsync(ResourceType type, ProductKey key, CancellationToken ct);

    /// <summary>The youngest tombstone that had this name, in SCIM or in the product, or null.</summary>
    Task<StoredResource?> FindTombstoneByNameAsync(ResourceType type, string name, CancellationToken ct);

    /// <summary>The links of those of <paramref name="ids"/> that are living users; thousands at a time.</summary>
    Task<IReadOnlyList<MemberLink>> FindLinksAsync(IReadOnlyCollection<string> ids, CancellationToken ct);

    /// <summary>The links of the living users with these product keys; thousands at a time.</summary>
    Task<IReadOnlyList<MemberLink>> FindLinksByKeyAsync(IReadOnlyCollection<ProductKey> keys, CancellationToken ct);

    /// <summary>What a filter finds in the mirror. Its cost follows the index and the page, not the directory.</summary>
    Task<ResourcePage> QueryAsync(ResourceQuery query, CancellationToken ct);
}
