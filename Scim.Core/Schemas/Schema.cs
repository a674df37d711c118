using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Scim.Core.Schemas;

/// <summary>A schema as in RFC 7643 §7: an URN and its attributes.</summary>
public sealed class Schema(string id, string name, string description, ImmutableArray<AttributeDefinition> attributes)
{
    private readonly FrozenDictionary<string, AttributeDefinition> _byName =
        attributes.ToFrozenDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Description { get; } = description;

    public ImmutableArray<AttributeDefinition> Attributes { get; } = attributes;

    /// <summary>An attribute by name, compared without case (RFC 7643 §2.1), or null.</summary>
    public AttributeDefinition? Attribute(string name) => _byName.GetValueOrDefault(name);

    /// <inheritdoc cref="Attribute(string)"/>
    public AttributeDefinition? Attribute(ReadOnlySpan<char> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;
}
