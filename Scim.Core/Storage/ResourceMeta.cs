using System.Globalization;
using Scim.Core.Resources;

namespace Scim.Core.Storage;

/// <summary>What the service provider itself says of a resource (RFC 7643 §3.1): <c>id</c> and <c>meta</c>, but for <c>location</c>.</summary>
public static class ResourceMeta
{
    /// <summary>The weak entity tag of a version (RFC 7644 §3.14).</summary>
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    /// <summary><paramref name="resource"/> with the id, times and version given.</summary>
    public static Resource Stamp(Resource resource, string id, long version, DateTimeOffset created, DateTimeOffset lastModified)
    {
        var common = resource.Type.Common;
        var meta = AttributeSet.Of(
        [
            (common.ResourceType, new ScimValue.Text(resource.Type.Name)),
            (common.Created, InstantOf(created)),
            (common.LastModified, InstantOf(lastModified)),
            (common.Version, new ScimValue.Text(ETag(version))),
        ]);
        return resource.With(common.Id, new ScimValue.Text(id)).With(common.Meta, new ScimValue.Complex(meta));
    }

    private static ScimValue.Instant InstantOf(DateTimeOffset time) =>
        new(time, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
