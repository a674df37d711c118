using System.Text.Json;
using Scim.Core.Filters;
using Scim.Core.Protocol;
using Scim.Core.Resources;
using Scim.Core.Schemas;

namespace Scim.Core.Patching;

/// <summary>
/// An operation without a path: its value is an object with attributes of the resource (RFC 7644 §3.5.2.1, §3.5.2.3). Each becomes an
/// operation with a path, so that everything behind knows only those.
/// </summary>
internal static class PathlessValue
{
    /// <exception cref="ScimException">400 <c>noTarget</c> for a <c>remove</c>, <c>invalidValue</c> for a value that is no object.</exception>
    public static IEnumerable<RequestedOperation> Expand(RequestedOperation operation, ResourceType type)
    {
        // RFC 7644 §3.5.2.2: "If 'path' is unspecified, the operation fails with HTTP status code 400 and a 'scimType' error code of 'noTarget'."
        if (operation.Op == PatchOp.Remove)
        {
            throw new ScimException(ScimError.NoTarget("A remove needs a path: which attribute?"));
        }

        if (operation.Value is not { ValueKind: JsonValueKind.Object } value)
        {
            throw new ScimException(ScimError.InvalidValue("An operation without a path needs an object of attributes as its value."));
        }

        return Attributes(value).SelectMany(attribute => type.FindSchema(attribute.Name) is { } schema
            ? OfSchema(operation with { Value = attribute.Value }, schema)
            : [Named(operation, null, attribute)]);
    }

    /// <summary>The operations that a schema's URN with an object of its attributes stands for (RFC 7643 §3.3); null clears them all.</summary>
    /// <exception cref="ScimException">400 <c>invalidValue</c>: the value is neither.</exception>
    public static IEnumerable<RequestedOperation> OfSchema(RequestedOperation operation, Schema schema) => operation.Value switch
    {
        { ValueKind: JsonValueKind.Object } value => Attributes(value).Select(attribute => Named(operation, schema.Id, attribute)),
        { ValueKind: JsonValueKind.Null } value => schema.Attributes
            .Where(a => a.Mutability != Mutability.ReadOnly)
            .Select(a => operation with { Path = new(new(schema.Id, a.Name)), Value = value, FromValue = true }),
        _ => throw new ScimException(ScimError.InvalidValue($"{schema.Id}: expected an object of its attributes.")),
    };

    private static RequestedOperation Named(RequestedOperation operation, string? schema, JsonProperty attribute) =>
        operation with { Path = new(new AttributePath(schema, attribute.Name)), Value = attribute.Value, FromValue = true };

    private static List<JsonProperty> Attributes(JsonElement value)
    {
        var attributes = new List<JsonProperty>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in value.EnumerateObject())
        {
            if (!names.Add(attribute.Name))
            {
                throw ValueReader.Twice(attribute.Name);
            }

            attributes.Add(attribute);
        }

        return attributes;
    }
}
