using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Scim.Core.Schemas;

/// <summary>
/// A resource type (RFC 7643 §6): the core schema, its extensions and the common attributes, with one look-up for every way to
/// write an attribute's name.
/// </summary>
public sealed class ResourceType
{
    private readonly FrozenDictionary<string, AttributeDefinition> _core;
    private readonly FrozenDictionary<string, Schema> _schemas;

    internal ResourceType(string name, string endpoint, string description, Schema schema, ImmutableArray<Schema> extensions)
    {
        Name = name;
        Endpoint = endpoint;
        Description = description;
        Schema = schema;
        Extensions = extensions;
        Common = new CommonAttributes();
        Attributes = [.. Common.All, .. schema.Attributes, .. extensions.SelectMany(e => e.Attributes)];
        for (var i = 0; i < Attributes.Length; i++)
        {
            Number(Attributes[i], i);
        }

        _core = Common.All.Concat(schema.Attributes).ToFrozenDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);
        Members = Relation("members");
        Groups = Relation("groups");
        _schemas = extensions.Prepend(schema).ToFrozenDictionary(s => s.Id, StringComparer.OrdinalIgnoreCase);

        AttributeDefinition? Relation(string attribute) =>
            schema.Attributes.FirstOrDefault(a => a is { IsComplex: true, MultiValued: true, Value: not null } && a.Name == attribute);

        static void Number(AttributeDefinition attribute, int ordinal)
        {
            attribute.Ordinal = ordinal;
            for (var i = 0; i < attribute.SubAttributes.Length; i++)
            {
                Number(attribute.SubAttributes[i], i);
            }
        }
    }

    /// <summary>Also its id: <c>User</c>, <c>Group</c>.</summary>
    public string Name { get; }

    /// <summary>Relative to the base URL, with its slash: <c>/Users</c>.</summary>
    public string Endpoint { get; }

    public string Description { get; }

    public Schema Schema { get; }

    public ImmutableArray<Schema> Extensions { get; }

    public CommonAttributes Common { get; }

    /// <summary>The attribute whose values are a relation and never in a resource's tree: <c>members</c> of a Group; null for a User.</summary>
    public AttributeDefinition? Members { get; }

    /// <summary>The same relation seen from the other side: <c>groups</c> of a User; null for a Group.</summary>
    public AttributeDefinition? Groups { get; }

    /// <summary>Common, core and extension attributes, in this order.</summary>
    public ImmutableArray<AttributeDefinition> Attributes { get; }

    /// <summary>One of the type's schemas by URN, compared without case, or null.</summary>
    public Schema? FindSchema(string urn) => _schemas.GetValueOrDefault(urn);

    /// <inheritdoc cref="FindSchema(string)"/>
    public Schema? FindSchema(ReadOnlySpan<char> urn) =>
        _schemas.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(urn, out var found) ? found : null;

    /// <summary>A common or core attribute by its short name, compared without case, or null.</summary>
    public AttributeDefinition? Attribute(string name) => _core.GetValueOrDefault(name);

    /// <inheritdoc cref="Attribute(string)"/>
    public AttributeDefinition? Attribute(ReadOnlySpan<char> name) =>
        _core.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;

    /// <summary>
    /// The attribute (or sub-attribute) that <c>[urn:]attribute[.sub]</c> names, or null. Under the core schema's URN the common
    /// attributes are found too, as clients write <c>urn:…:User:externalId</c>.
    /// </summary>
    public AttributeDefinition? Resolve(string? urn, string attribute, string? sub)
    {
        var found = urn is null || string.Equals(urn, Schema.Id, StringComparison.OrdinalIgnoreCase)
            ? Attribute(attribute)
            : FindSchema(urn)?.Attribute(attribute);
        return sub is null ? found : found?.Sub(sub);
    }

    /// <summary>
    /// As <see cref="Resolve"/>, and where no URN is given and the core schema has no such name, an extension's: Entra's reference check asks
    /// for <c>manager</c> without its URN.
    /// </summary>
    public AttributeDefinition? ResolveShort(string? urn, string attribute, string? sub)
    {
        if (urn is not null || Attribute(attribute) is not null)
        {
            return Resolve(urn, attribute, sub);
        }

        foreach (var extension in Extensions)
        {
            if (extension.Attribute(attribute) is { } found)
            {
                return sub is null ? found : found.Sub(sub);
            }
        }

        return null;
    }

    public override string ToString() => Name;
}
