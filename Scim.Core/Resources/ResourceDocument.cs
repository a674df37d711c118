using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>A resource as the text that the store keeps: all attributes but <c>id</c>, <c>schemas</c> and <c>meta</c>, which stand in columns.</summary>
public static class ResourceDocument
{
    public static string Write(Resource resource) => throw new NotSupportedException();

    /// <summary>Reads what <see cref="Write"/> wrote; attributes whose schema isn't configured any more are left out.</summary>
    public static Resource Read(string json, ResourceType type) => throw new NotSupportedException();
}
