namespace Scim.Core.Schemas;

/// <summary>Reads schemas from the JSON of RFC 7643 §7.</summary>
public static class SchemaReader
{
    internal static Schema ReadEmbedded(string name, bool extension) => throw new NotSupportedException();
}
