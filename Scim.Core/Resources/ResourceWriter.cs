using System.Text.Json;

namespace Scim.Core.Resources;

/// <summary>Writes resources as the JSON of RFC 7643 §3.</summary>
public static class ResourceWriter
{
    /// <summary>
    /// Writes <c>schemas</c> and the attributes that <paramref name="projection"/> includes into the object that is open in
    /// <paramref name="json"/>; <c>meta.location</c> and <c>$ref</c>s are built on <paramref name="baseUrl"/>, which has no slash at its end.
    /// Members of a group are the caller's to add.
    /// </summary>
    public static void WriteAttributes(Utf8JsonWriter json, Resource resource, Projection projection, string baseUrl) =>
        throw new NotSupportedException();
}
