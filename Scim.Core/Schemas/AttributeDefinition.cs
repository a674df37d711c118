using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Scim.Core.Schemas;

/// <summary>
/// An attribute's characteristics (RFC 7643 §7). They are data: parsing, validation, PATCH, filtering and projection read them
/// here and never repeat them in code. Identity is by reference, one instance for each attribute of a loaded schema.
/// </summary>
public sealed class AttributeDefinition
{
    private readonly FrozenDictionary<string, AttributeDefinition> _subAttributes;

    /// <summary>Made by <see cref="SchemaReader"/> and for the common attributes of RFC 7643 §3.1.</summary>
    /// <param name="schema">URN of the schema that defines it, or null for a common attribute.</param>
    /// <param name="extension">Whether its values stand under the schema's URN in JSON.</param>
    public AttributeDefinition(string? schema, bool extension, string name, AttributeType type, IEnumerable<AttributeDefinition>? subAttributes = null)
    {
        Schema = schema;
        IsExtension = extension;
        Name = name;
        Type = type;
        SubAttributes = [.. subAttributes ?? []];
        _subAttributes = SubAttributes.ToFrozenDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);
        Path = extension ? $"{schema}:{name}" : name;
        foreach (var sub in SubAttributes)
        {
            sub.Parent = this;
            sub.Path = $"{Path}.{sub.Name}";
        }

        Value = _subAttributes.GetValueOrDefault("value");
        Primary = _subAttributes.GetValueOrDefault("primary");
    }

    public string? Schema { get; }

    public bool IsExtension { get; }

    public string Name { get; }

    /// <summary>The whole name as a client may write it: <c>name.givenName</c>, <c>urn:…:User:department</c>.</summary>
    public string Path { get; private set; }

    public AttributeType Type { get; }

    public bool MultiValued { get; init; }

    public bool Required { get; init; }

    public bool CaseExact { get; init; }

    public Mutability Mutability { get; init; }

    public Returned Returned { get; init; }

    public Uniqueness Uniqueness { get; init; }

    public string Description { get; init; } = "";

    public ImmutableArray<string> CanonicalValues { get; init; } = [];

    public ImmutableArray<string> ReferenceTypes { get; init; } = [];

    public ImmutableArray<AttributeDefinition> SubAttributes { get; }

    /// <summary>The complex attribute that this is a sub-attribute of.</summary>
    public AttributeDefinition? Parent { get; private set; }

    /// <summary>The sub-attribute <c>value</c>, which stands for the whole where a plain value is compared (RFC 7643 §2.4).</summary>
    public AttributeDefinition? Value { get; }

    /// <summary>The sub-attribute <c>primary</c> (RFC 7643 §2.4).</summary>
    public AttributeDefinition? Primary { get; }

    /// <summary>Whether a client may only write it, and nobody ever reads it: a password.</summary>
    internal bool IsSecret => Mutability == Mutability.WriteOnly || Returned == Returned.Never;

    public bool IsComplex => Type == AttributeType.Complex;

    /// <summary>Position in the order of the resource type's schemas; gives every <c>AttributeSet</c> one order.</summary>
    public int Ordinal { get; internal set; }

    /// <summary>A sub-attribute by name, compared without case (RFC 7643 §2.1), or null.</summary>
    public AttributeDefinition? Sub(string name) => _subAttributes.GetValueOrDefault(name);

    /// <inheritdoc cref="Sub(string)"/>
    public AttributeDefinition? Sub(ReadOnlySpan<char> name) =>
        _subAttributes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;

    public override string ToString() => Path;
}
