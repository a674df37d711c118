namespace Scim.Core.Schemas;

/// <summary>How far a value is unique (RFC 7643 §7, "uniqueness").</summary>
public enum Uniqueness
{
    None,
    Server,
    Global,
}
