using Scim.Core.Resources;

namespace Scim.Core.Storage;

/// <summary>
/// A resource with everything the store keeps of it. <see cref="Resource"/> holds <c>id</c> and <c>meta</c> (without <c>location</c>,
/// which depends on the address the client used) so that filters see them.
/// </summary>
/// <param name="Id">UUID version 7 as text; never used again.</param>
/// <param name="Name">userName or displayName as SCIM shows it; unique among living resources of a type, compared without case.</param>
/// <param name="Link">The product's side; null only where a creation is under way.</param>
/// <param name="Version">Grows with every change that a client can see; <c>meta.version</c> is <c>W/"Version"</c>.</param>
/// <param name="Deleted">When it became a tombstone.</param>
public sealed record StoredResource(
    string Id,
    Resource Resource,
    string Name,
    LinkState State,
    ProductLink? Link,
    long Version,
    DateTimeOffset Created,
    DateTimeOffset LastModified,
    DateTimeOffset? Deleted = null)
{
    /// <summary>The entity tag, which is <c>meta.version</c>.</summary>
    public string ETag => ResourceMeta.ETag(Version);
}
