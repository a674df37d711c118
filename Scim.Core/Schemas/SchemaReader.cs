using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Scim.Core.Schemas;

/// <summary>
/// Reads schemas from the JSON of RFC 7643 §7. A characteristic that a definition leaves out has the default of RFC 7643 §2.2; what isn't
/// understood is refused, as a characteristic that is silently lost would change how values are treated.
/// </summary>
public static class SchemaReader
{
    /// <summary>Bytes of a schema's JSON; the RFC's User schema takes about 20 000.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, bool)"/>
    public static Schema Read(string json, bool extension) => Read(Encoding.UTF8.GetBytes(json), extension);

    /// <summary>The schema that <paramref name="json"/> describes.</summary>
    /// <param name="extension">Whether the attributes' values stand under the schema's URN, as those of every schema do that isn't a resource type's own.</param>
    /// <exception cref="FormatException">The text isn't a schema; the message says where.</exception>
    public static Schema Read(ReadOnlySpan<byte> json, bool extension)
    {
        if (json.Length > MaxBytes)
        {
            throw new FormatException($"The schema has {json.Length} bytes; at most {MaxBytes} are read.");
        }

        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), Options);
            return ReadSchema(document.RootElement, extension);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The schema isn't valid JSON: {e.Message}", e);
        }
    }

    internal static Schema ReadEmbedded(string name, bool extension)
    {
        using var stream = typeof(SchemaReader).Assembly.GetManifestResourceStream(name)
            ?? throw new FormatException($"The schema {name} isn't part of the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray(), extension);
    }

    private static Schema ReadSchema(JsonElement root, bool extension)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The schema isn't a JSON object.");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not ("schemas" or "id" or "name" or "description" or "attributes" or "meta"))
            {
                throw new FormatException($"""The schema has the unknown member "{member.Name}".""");
            }
        }

        var node = new SchemaNode(root, "the schema");
        var id = node.RequiredText("id");
        if (!id.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) || id.Any(c => !char.IsAscii(c) || char.IsWhiteSpace(c) || c is '"' or '[' or ']'))
        {
            throw new FormatException($"""The schema's id "{id}" isn't a URN.""");
        }

        var attributes = ReadAttributes(node, "attributes", id, extension, sub: false);
        return new(id, node.Text("name") ?? id, node.Text("description") ?? "", attributes);
    }

    private static ImmutableArray<AttributeDefinition> ReadAttributes(SchemaNode parent, string member, string schema, bool extension, bool sub)
    {
        var attributes = ImmutableArray.CreateBuilder<AttributeDefinition>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in parent.RequiredNodes(member))
        {
            var attribute = ReadAttribute(node, schema, extension, sub);
            if (!names.Add(attribute.Name))
            {
                throw new FormatException($"""{node.Where}: the name "{attribute.Name}" occurs twice (names are compared without case).""");
            }

            attributes.Add(attribute);
        }

        return attributes.Count > 0 ? attributes.ToImmutable() : throw new FormatException($"{parent.Where}: {member} is empty.");
    }

    private static AttributeDefinition ReadAttribute(SchemaNode node, string schema, bool extension, bool sub)
    {
        node.OnlyMembers();
        var name = node.RequiredText("name");
        if (!IsName(name))
        {
            throw new FormatException($"""{node.Where}: "{name}" isn't an attribute name: a letter, then letters, digits, "-", "_" and "$" (RFC 7643 §2.1).""");
        }

        node = node.Named(name);
        var type = node.OneOf("type", AttributeType.String);
        if (type == AttributeType.Complex && sub)
        {
            throw new FormatException($"{node.Where}: a sub-attribute can't be complex (RFC 7643 §2.3.8).");
        }

        if (type != AttributeType.Complex && node.Has("subAttributes"))
        {
            throw new FormatException($"{node.Where}: only a complex attribute has subAttributes (RFC 7643 §1.2).");
        }

        if (type != AttributeType.Reference && node.Has("referenceTypes"))
        {
            throw new FormatException($"{node.Where}: only a reference has referenceTypes (RFC 7643 §7).");
        }

        return new(schema, extension, name, type, type == AttributeType.Complex ? ReadAttributes(node, "subAttributes", schema, extension, sub: true) : null)
        {
            MultiValued = node.Flag("multiValued"),
            Required = node.Flag("required"),
            CaseExact = node.Flag("caseExact"),
            Mutability = node.OneOf("mutability", Mutability.ReadWrite),
            Returned = node.OneOf("returned", Returned.Default),
            Uniqueness = node.OneOf("uniqueness", Uniqueness.None),
            Description = node.Text("description") ?? "",
            CanonicalValues = node.Texts("canonicalValues"),
            ReferenceTypes = node.Texts("referenceTypes"),
        };
    }

    // ATTRNAME of RFC 7643 §2.1; "$ref" is the one name that begins with another character.
    private static bool IsName(string name) =>
        name == "$ref" || (char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '$'));
}
