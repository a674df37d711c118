namespace Scim.Core.Filters;

/// <summary>An attribute's name as written (RFC 7644 §3.10): <c>[urn:]attribute[.sub]</c>. Syntax only; the attribute needn't exist.</summary>
public sealed record AttributePath(string? Schema, string Attribute, string? Sub = null)
{
    public override string ToString() => (Schema, Sub) switch
    {
        (null, null) => Attribute,
        (null, _) => $"{Attribute}.{Sub}",
        (_, null) => $"{Schema}:{Attribute}",
        _ => $"{Schema}:{Attribute}.{Sub}",
    };
}
