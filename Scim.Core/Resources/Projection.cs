using Scim.Core.Schemas;

namespace Scim.Core.Resources;

/// <summary>Which attributes an answer holds (RFC 7644 §3.9 and the <c>returned</c> of RFC 7643 §7).</summary>
public sealed class Projection
{
    private Projection()
    {
    }

    /// <summary>What is answered where nothing is asked for.</summary>
    public static Projection Default { get; } = new();

    /// <summary>Whether <c>attributes</c> or <c>excludedAttributes</c> was given.</summary>
    public bool IsExplicit => false;

    /// <summary>The projection of two comma-separated lists, of which at most one is given.</summary>
    /// <exception cref="Protocol.ScimException">Both are given, or a name isn't written like one (400 <c>invalidValue</c>). Unknown names are passed over.</exception>
    public static Projection Parse(string? attributes, string? excludedAttributes, ResourceType type) =>
        throw new NotSupportedException();

    /// <summary>Whether the attribute, or any of its sub-attributes, is answered.</summary>
    public bool Includes(AttributeDefinition attribute) => attribute.Returned != Returned.Never;
}
