using System.Collections.Immutable;
using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>
/// A SCIM resource (RFC 7643 §3): attributes by definition, common and extension attributes among them. <c>schemas</c> is never held,
/// it follows from the attributes. A group's tree never holds its members: they are a relation, kept by the store.
/// </summary>
public sealed record Resource(ResourceType Type, AttributeSet Attributes)
{
    public Resource(ResourceType type)
        : this(type, AttributeSet.Empty)
    {
    }

    public string? Id => Attributes.Text(Type.Common.Id);

    public string? ExternalId => Attributes.Text(Type.Common.ExternalId);

    /// <summary>What <c>schemas</c> holds: the core schema, and the extensions that have values here (RFC 7643 §3).</summary>
    public ImmutableArray<string> Schemas
    {
        get
        {
            ImmutableArray<string> schemas = [Type.Schema.Id];
            foreach (var (attribute, _) in Attributes)
            {
                if (attribute is { IsExtension: true, Schema: { } extension } && extension != schemas[^1])
                {
                    schemas = schemas.Add(extension);
                }
            }

            return schemas;
        }
    }

    /// <summary>A top-level attribute's value, or null.</summary>
    public ScimValue? this[AttributeDefinition attribute] => Attributes[attribute];

    /// <summary>This resource with a top-level attribute set; null takes it out.</summary>
    public Resource With(AttributeDefinition attribute, ScimValue? value)
    {
        var changed = Attributes.With(attribute, value);
        return ReferenceEquals(changed, Attributes) ? this : this with { Attributes = changed };
    }

    /// <summary>The text of a core attribute or sub-attribute such as <c>displayName</c> or <c>name.givenName</c>, or null.</summary>
    public string? Text(string attribute, string? sub = null)
    {
        var definition = Type.Attribute(attribute);
        return (definition, sub) switch
        {
            (null, _) => null,
            (_, null) => Attributes.Text(definition),
            _ => Attributes[definition] is ScimValue.Complex complex ? complex.Attributes.Text(definition.Sub(sub)) : null,
        };
    }
}
