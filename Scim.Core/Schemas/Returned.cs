namespace Scim.Core.Schemas;

/// <summary>When an attribute is answered (RFC 7643 §7, "returned").</summary>
public enum Returned
{
    Default,
    Always,
    Never,
    Request,
}
