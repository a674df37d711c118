namespace Scim.Core.Schemas;

/// <summary>Who may write an attribute (RFC 7643 §7, "mutability").</summary>
public enum Mutability
{
    ReadWrite,
    ReadOnly,
    Immutable,
    WriteOnly,
}
